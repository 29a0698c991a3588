import { JOINT, type JointName } from '../core/joints.ts';
import type { TorsosPerSecond } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import type { Activation, ActivationModel } from './types.ts';

/** The trunk goes up and down with the beat, whatever limbs mark between: of salsa, gait and drawn dances this tells the tempo best. */
const TRUNK: readonly JointName[] = [
  'nose',
  'neck',
  'left_shoulder',
  'right_shoulder',
  'left_hip',
  'right_hip',
  'pelvis',
];
/** As fast as this (torsos/s) is plain bouncing: more says no more. */
const PLAIN: TorsosPerSecond = 0.4;
/** Two poles of this (0.05 s each) take the jitter out. */
const SMOOTH = 1 - Math.exp(-1 / (0.065 * MOTION_RATE));
const INDICES: readonly number[] = TRUNK.map((name) => JOINT[name] * 2 + 1);

/** Adds the body's sway to what any activation, learned or not, says. */
export function withSway(model: ActivationModel): ActivationModel {
  const once = new Float32Array(INDICES.length);
  const twice = new Float32Array(INDICES.length);
  const swayOf = ({ velocity }: MotionFrame): Float32Array => {
    INDICES.forEach((from, i) => {
      once[i] = once[i]! + SMOOTH * (Math.tanh(velocity[from]! / PLAIN) - once[i]!);
      twice[i] = twice[i]! + SMOOTH * (once[i]! - twice[i]!);
    });
    return twice.slice();
  };
  return {
    alignment: model.alignment,
    step(frame) {
      const sway = swayOf(frame);
      const add = (activation: Activation): Activation => ({ ...activation, sway });
      const answer = model.step(frame);
      return answer instanceof Promise ? answer.then(add) : add(answer);
    },
    reset() {
      once.fill(0);
      twice.fill(0);
      model.reset();
    },
  };
}
