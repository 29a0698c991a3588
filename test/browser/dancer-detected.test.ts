import { PoseLandmarker } from '@mediapipe/tasks-vision';
import wasmLoaderPath from '@mediapipe/tasks-vision/vision_wasm_internal.js?url';
import wasmBinaryPath from '@mediapipe/tasks-vision/vision_wasm_internal.wasm?url';
import { expect, test } from 'vitest';
import modelAssetPath from '../../node_modules/expo-pose-landmarker/android/src/main/assets/pose_landmarker_lite.task?url';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createPainter } from '../../src/camera/dancer/draw.ts';
import { drawLook } from '../../src/camera/dancer/palette.ts';
import { frame, place } from '../../src/camera/dancer/vector.ts';
import { FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import { LANDMARK, type LandmarkName } from '../../src/core/joints.ts';
import type { Landmark } from '../../src/core/pose-frame.ts';
import { createRandom } from '../../src/core/random.ts';

/** Mean error allowed in pixels of a 640 x 480 picture. Measured: 4 at shoulders and hips, 8 at wrists, 4 at ankles. */
const GROUPS: Readonly<Record<string, { readonly allowed: number; readonly names: readonly LandmarkName[] }>> = {
  shoulders: { allowed: 6, names: ['left_shoulder', 'right_shoulder'] },
  hips: { allowed: 6, names: ['left_hip', 'right_hip'] },
  wrists: { allowed: 12, names: ['left_wrist', 'right_wrist'] },
  ankles: { allowed: 9, names: ['left_ankle', 'right_ankle'] },
};
const { width, height } = FRONT_VIEW;
/** On the main thread MediaPipe's loader is a classic script: no `useModule` here. */
const landmarker = (): Promise<PoseLandmarker> =>
  PoseLandmarker.createFromOptions(
    { wasmLoaderPath, wasmBinaryPath },
    { baseOptions: { modelAssetPath, delegate: 'CPU' }, runningMode: 'VIDEO', numPoses: 1 },
  );

interface Shown {
  readonly picture: ImageData;
  readonly truth: readonly Landmark[];
}

/** `count` pictures of one dance, ten a second. */
function* film(seed: number, count: number, start: number, turning: number): Generator<Shown> {
  const g = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const dance = createChoreography({ seed, tempo: [{ at: 0, bpm: 112 }] });
  const painter = createPainter(g, FRONT_VIEW, drawLook(createRandom(seed)));
  for (let i = 0; i < count; i++) {
    const time = start + i * 0.1;
    const { left, forward } = frame(turning * i);
    const joints = dance.jointsAt(time).map((p) => place([0, 0, 0], { left, up: [0, 1, 0], forward }, p));
    painter.paint(joints);
    yield { picture: g.getImageData(0, 0, width, height), truth: personIn(shoot(FRONT_VIEW, time), joints).image };
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Runs the model over a film. */
function follow(model: PoseLandmarker, pictures: Iterable<Shown>, clock: { ms: number }) {
  const errors: Record<string, number[]> = Object.fromEntries(Object.keys(GROUPS).map((name) => [name, []]));
  let [found, shown] = [0, 0];
  for (const { picture, truth } of pictures) {
    const seen = model.detectForVideo(picture, (clock.ms += 33)).landmarks[0];
    shown++;
    if (!seen) continue;
    found++;
    for (const [group, { names }] of Object.entries(GROUPS)) {
      for (const name of names) {
        const [a, b] = [seen[LANDMARK[name]]!, truth[LANDMARK[name]]!];
        errors[group]!.push(Math.hypot((a.x - b[0]) * width, (a.y - b[1]) * height));
      }
    }
  }
  return { found, shown, means: Object.entries(errors).map(([group, values]) => [group, mean(values)] as const) };
}

test('the real pose model finds the drawn dancer where it is drawn, also while it turns round', async () => {
  const model = await landmarker();
  const clock = { ms: 0 };
  const dances = [1, 2, 3, 4].flatMap((seed) => [...film(seed, 10, 2 * seed, 0)]);
  const dancing = follow(model, dances, clock);
  const turning = follow(model, film(3, 24, 1, (2 * Math.PI) / 24), clock);
  model.close();
  console.info('drawn dancer through the lite model', JSON.stringify({ dancing, turning }));
  expect(dancing.found / dancing.shown).toBeGreaterThanOrEqual(0.95);
  expect(turning.found / turning.shown).toBeGreaterThanOrEqual(0.9);
  for (const [group, error] of dancing.means) expect.soft(error, group).toBeLessThan(GROUPS[group]!.allowed);
});
