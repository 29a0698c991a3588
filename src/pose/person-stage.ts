import type { PoseFrame } from '../core/pose-frame.ts';
import type { Stage } from '../core/stage.ts';
import type { Unit } from '../core/units.ts';
import { createBridge } from './bridge.ts';
import { createPrimaryPerson } from './primary-person.ts';
import { createSmoothing } from './smoothing.ts';
import type { PersonFrame } from './types.ts';

/**
 * From everybody whom the model saw to the dancer: chosen, smoothed, short gaps bridged. Music thread.
 * @param smoothing strength, read at every frame: 0 .. 1.
 */
export function createPersonStage(smoothing: () => Unit): Stage<PoseFrame, PersonFrame> {
  const primary = createPrimaryPerson();
  const smooth = createSmoothing(smoothing);
  const bridge = createBridge();
  return {
    step: (frame) => bridge.step(smooth.step(primary.step(frame))),
    reset: () => {
      primary.reset();
      smooth.reset();
      bridge.reset();
    },
  };
}
