import { FilesetResolver, PoseLandmarker } from '@mediapipe/tasks-vision';
import wasmLoaderPath from '@mediapipe/tasks-vision/vision_wasm_internal.js?url';
import wasmBinaryPath from '@mediapipe/tasks-vision/vision_wasm_internal.wasm?url';
import { expect, test } from 'vitest';
import modelAssetPath from '../../node_modules/expo-pose-landmarker/android/src/main/assets/pose_landmarker_lite.task?url';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createPainter } from '../../src/camera/dancer/draw.ts';
import { drawLook } from '../../src/camera/dancer/palette.ts';
import { FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import { LANDMARK, type LandmarkName } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';

const GROUPS: Readonly<Record<string, readonly LandmarkName[]>> = {
  shoulders: ['left_shoulder', 'right_shoulder'],
  hips: ['left_hip', 'right_hip'],
  wrists: ['left_wrist', 'right_wrist'],
  ankles: ['left_ankle', 'right_ankle'],
};

async function landmarker(): Promise<PoseLandmarker> {
  void FilesetResolver;
  return PoseLandmarker.createFromOptions(
    { wasmLoaderPath, wasmBinaryPath },
    { baseOptions: { modelAssetPath, delegate: 'CPU' }, runningMode: 'VIDEO', numPoses: 1 },
  );
}

const { width, height } = FRONT_VIEW;

function stage(seed: number) {
  const g = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const dance = createChoreography({ seed, tempo: [{ at: 0, bpm: 112 }] });
  const painter = createPainter(g, FRONT_VIEW, drawLook(createRandom(seed)));
  const pictureAt = (time: number): ImageData => {
    painter.paint(dance.jointsAt(time));
    return g.getImageData(0, 0, width, height);
  };
  return { pictureAt, truthAt: (time: number) => personIn(shoot(FRONT_VIEW, time), dance.jointsAt(time)).image };
}

test('the real pose model finds the drawn dancer, where it is drawn', async () => {
  const model = await landmarker();
  const errors: Record<string, number[]> = Object.fromEntries(Object.keys(GROUPS).map((name) => [name, []]));
  let [found, shown, clock] = [0, 0, 0];
  for (const seed of SEEDS) {
    const { pictureAt, truthAt } = stage(seed);
    for (let i = 0; i < FRAMES; i++) {
      const time = START + i * STRIDE;
      const seen = model.detectForVideo(pictureAt(time), (clock += 33)).landmarks[0];
      shown++;
      if (!seen) continue;
      found++;
      const truth = truthAt(time);
      for (const [group, names] of Object.entries(GROUPS)) {
        for (const name of names) {
          const [a, b] = [seen[LANDMARK[name]]!, truth[LANDMARK[name]]!];
          errors[group]!.push(Math.hypot((a.x - b[0]) * width, (a.y - b[1]) * height));
        }
      }
    }
  }
  model.close();
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = Object.fromEntries(Object.entries(errors).map(([group, values]) => [group, mean(values)]));
  console.info('drawn dancer', { found, shown, means });
  expect(found / shown).toBeGreaterThanOrEqual(0.95);
});

const SEEDS = [1, 2, 3, 4, 5, 6];
const FRAMES = 20;
const START = 2;
const STRIDE = 0.1;
