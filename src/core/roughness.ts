import { JOINT_COUNT } from './joints.ts';

/** How much a body's velocity jumps from frame to frame: jitter does, dancing hardly. */
export interface Roughness {
  /**
   * @param velocity [17 x 2] torsos a second
   * @param weight [17] 0..1, how far each joint counts
   * @returns power of the velocity's second difference: mean over the joints
   */
  step(velocity: Float32Array, weight: Float32Array): number;
  reset(): void;
}

export function createRoughness(): Roughness {
  const last = new Float32Array(JOINT_COUNT * 2);
  const difference = new Float32Array(JOINT_COUNT * 2);
  return {
    step(velocity, weight) {
      let sum = 0;
      let total = 1e-9;
      for (let i = 0; i < velocity.length; i++) {
        const share = weight[i >> 1]!;
        const now = velocity[i]! - last[i]!;
        const second = now - difference[i]!;
        sum += share * (second * second);
        total += share / 2;
        last[i] = velocity[i]!;
        difference[i] = now;
      }
      return sum / total;
    },
    reset() {
      last.fill(0);
      difference.fill(0);
    },
  };
}
