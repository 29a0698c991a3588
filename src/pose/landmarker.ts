import { PoseLandmarker, type PoseLandmarkerResult } from '@mediapipe/tasks-vision';
import wasmLoaderPath from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url';
import wasmBinaryPath from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import type { Landmark, Person } from '../core/pose-frame.ts';
import type { Milliseconds, Seconds } from '../core/units.ts';
import { loadModel } from './load-model.ts';
import { MODEL_FILES } from './models.ts';
import { createPixelReader } from './picture.ts';
import type { Detector } from './pose-runner.ts';
import type { PoseModel } from './types.ts';
import { createUnsmoother } from './unsmooth.ts';

export type Delegate = Detector['delegate'];

/** A {@link Detector} that can be exchanged, measured and broken. */
export interface LandmarkerDetector extends Detector {
  readonly model: PoseModel;
  /** Loads another model into the same graph: one wasm instance for life. */
  use(model: PoseModel): Promise<void>;
  /** Milliseconds for a blank picture, the median of a few after the first. */
  measure(): Milliseconds;
  /** For tests: hands the graph a time stamp that goes back. */
  poison(): void;
  close(): void;
}

let created = 0;

/**
 * MediaPipe takes its wasm factory from a global that the loader module sets when it runs, and then clears it. A module
 * runs once for an address: every further landmarker needs an address of its own, told apart by the fragment.
 */
function nextFileset(): { wasmLoaderPath: string; wasmBinaryPath: string } {
  created += 1;
  return { wasmLoaderPath: `${wasmLoaderPath}#${created}`, wasmBinaryPath };
}

/** What an empty room costs is measured on so many pictures, after one that pays for compilation. */
const MEASURED_PICTURES = 3;
/** MediaPipe sends itself packets in between the pictures; steps of a few microseconds were seen to collide with them. */
const TICK: Milliseconds = 1;

type MediaPipeLandmark = { readonly x: number; readonly y: number; readonly z: number; readonly visibility: number };
const toLandmark = ({ x, y, z, visibility }: MediaPipeLandmark): Landmark => [x, y, z, visibility];

function toPeople({ landmarks, worldLandmarks }: PoseLandmarkerResult): Person[] {
  return landmarks.map((image, index) => ({
    image: image.map(toLandmark),
    world: worldLandmarks[index]?.map(toLandmark) ?? null,
  }));
}

/** MediaPipe's own time: milliseconds from its first frame, growing by at least a tick. */
function createGraphClock(): { at(time: Seconds): Milliseconds; tick(): Milliseconds } {
  let last: Milliseconds = 0;
  let origin: Seconds | undefined;
  const tick = (): Milliseconds => (last += TICK);
  return {
    tick,
    at: (time) => {
      origin ??= time - last / 1000;
      last = Math.max(last + TICK, (time - origin) * 1000);
      return last;
    },
  };
}

/** @throws UserError if the model's file is not to be had; Error if the delegate cannot be set up. */
export async function createLandmarker(
  delegate: Delegate,
  first: PoseModel,
  numPoses: number,
): Promise<LandmarkerDetector> {
  let model = first;
  const clock = createGraphClock();
  const pixels = createPixelReader();
  const unsmoother = createUnsmoother();
  const baseOptions = async (of: PoseModel): Promise<{ modelAssetBuffer: Uint8Array; delegate: Delegate }> => ({
    modelAssetBuffer: await loadModel(MODEL_FILES[of]),
    delegate,
  });
  const create = async (): Promise<PoseLandmarker> =>
    PoseLandmarker.createFromOptions(nextFileset(), {
      baseOptions: await baseOptions(model),
      runningMode: 'VIDEO',
      numPoses,
    });
  let graph = await create();

  /** A broken graph complains while it closes, and is closed all the same. */
  const close = (): void => {
    try {
      graph.close();
    } catch {
      return;
    }
  };

  /** Setting options anew, as others advise, was tried and left the graph broken. */
  const rebuild = async (): Promise<void> => {
    close();
    unsmoother.reset();
    graph = await create();
  };

  const measure = (): Milliseconds => {
    const blank = new ImageData(640, 480);
    const times = Array.from({ length: MEASURED_PICTURES + 1 }, () => {
      const begin = performance.now();
      graph.detectForVideo(blank, clock.tick());
      return performance.now() - begin;
    });
    return times.slice(1).sort((a, b) => a - b)[MEASURED_PICTURES >> 1] ?? Number.POSITIVE_INFINITY;
  };

  return {
    delegate,
    get model() {
      return model;
    },
    detect: async (frame, time) => {
      const image = delegate === 'CPU' ? await pixels.read(frame) : frame.image;
      const people = toPeople(graph.detectForVideo(image, clock.at(time)));
      return numPoses === 1 ? unsmoother.restore(people, time, frame.width, frame.height) : people;
    },
    recover: rebuild,
    use: async (next) => {
      await graph.setOptions({ baseOptions: await baseOptions(next) });
      model = next;
    },
    measure,
    poison: () => {
      try {
        graph.detectForVideo(new ImageData(64, 64), -1);
      } catch {
        return;
      }
    },
    close,
  };
}
