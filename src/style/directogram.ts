/** Directions of motion that are told apart: 30 degrees each, all the way round, so up is not down. */
export const DIRECTIONS = 12;

/**
 * How much of the body's speed goes which way: the visibility-weighted mean of joint speeds (torso lengths a second), each
 * shared between its two nearest of `DIRECTIONS`. Writes into `out`. After Davis & Agrawala, "Visual Rhythm and Beat" (2018).
 * @param velocity [17 x 2] @param weight [17]
 */
export function directogram(velocity: Float32Array, weight: Float32Array, out: Float64Array): void {
  out.fill(0);
  let total = 0;
  for (let joint = 0; joint < weight.length; joint++) {
    const x = velocity[joint * 2]!;
    const y = velocity[joint * 2 + 1]!;
    const turn = (Math.atan2(y, x) / (2 * Math.PI) + 1) * DIRECTIONS;
    const low = Math.floor(turn);
    const speed = weight[joint]! * Math.sqrt(x * x + y * y);
    const upper = speed * (turn - low);
    out[low % DIRECTIONS]! += speed - upper;
    out[(low + 1) % DIRECTIONS]! += upper;
    total += weight[joint]!;
  }
  if (total > 0) for (let i = 0; i < DIRECTIONS; i++) out[i] = out[i]! / total;
}
