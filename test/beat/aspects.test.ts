import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedTempo } from '../../demo/tools/learned-beat.ts';
import { ASPECTS, ASPECTS_SIZE, Aspects } from '../../src/beat/aspects.ts';
import { MOVEMENT_SIZE, mirror, SPANS, WHOLE } from '../../src/beat/movement.ts';
import { JOINT } from '../../src/core/joints.ts';

const { aspects: weights } = await shippedTempo();
const aspects = new Aspects(weights);
const movements = fc.float32Array({
  minLength: MOVEMENT_SIZE,
  maxLength: MOVEMENT_SIZE,
  min: -4,
  max: 4,
  noNaN: true,
});

function of(movement: Float32Array): Float32Array {
  const into = new Float32Array(ASPECTS_SIZE).fill(Number.NaN);
  aspects.of(movement, into);
  return into;
}

test('the groups follow one another, and the mean speed is the last of all', () => {
  let at = 0;
  for (const { from, size } of ASPECTS) {
    expect(from).toBe(at);
    at += size;
  }
  expect(at).toBe(ASPECTS_SIZE);
  expect(weights.flat()).toHaveLength(ASPECTS_SIZE - 1);
  weights.forEach((matrix, span) => {
    for (const row of matrix) expect(row).toHaveLength(SPANS[span]!.size);
  });
});

test('a single joint counts as its weights say, in the groups of its span alone', () => {
  const movement = new Float32Array(MOVEMENT_SIZE);
  const x = 2 * JOINT.left_wrist;
  movement[SPANS[1].from + x] = 2;
  const rows = weights.flatMap((matrix, span) => matrix.map((row) => (span === 1 ? 2 * row[x]! : 0)));
  rows.forEach((value, row) => {
    expect(of(movement)[row]).toBeCloseTo(value, 5);
  });
  movement[WHOLE] = 3;
  expect(of(movement)[ASPECTS_SIZE - 1]).toBe(3);
});

test('aspects of the mirror image are those of the body in the mirror', () => {
  fc.assert(
    fc.property(movements, (movement) => {
      const [other, into] = [new Float32Array(MOVEMENT_SIZE), new Float32Array(ASPECTS_SIZE)];
      mirror(movement, other);
      aspects.ofMirrored(movement, into);
      expect(into).toEqual(of(other));
    }),
  );
});
