import { expect, test } from 'vitest';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createPainter } from '../../src/camera/dancer/draw.ts';
import { drawLook } from '../../src/camera/dancer/palette.ts';
import { FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import { createRandom } from '../../src/core/random.ts';

const { width, height } = FRONT_VIEW;

/** Pixels that two pictures of the same stage don't share, as [x, y]. */
function differences(a: ImageData, b: ImageData): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (let i = 0; i < a.data.length; i += 4) {
    const change = Math.max(...[0, 1, 2].map((c) => Math.abs(a.data[i + c]! - b.data[i + c]!)));
    if (change > 30) found.push([(i / 4) % width, Math.floor(i / 4 / width)]);
  }
  return found;
}

test('the drawn body lies around its projected joints, and every joint is covered', () => {
  const g = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const dance = createChoreography({ seed: 3, tempo: [{ at: 0, bpm: 112 }] });
  const painter = createPainter(g, FRONT_VIEW, drawLook(createRandom(3)));
  const paint = (move: number, time: number): ImageData => {
    painter.paint(dance.jointsAt(time).map(([x, y, z]) => [x + move, y, z]));
    return g.getImageData(0, 0, width, height);
  };
  for (const time of [1, 4.2, 9.9]) {
    // The same stage with the dancer out of sight is the backdrop.
    const body = differences(paint(0, time), paint(50, time));
    const joints = personIn(shoot(FRONT_VIEW, time), dance.jointsAt(time)).image.map(
      ([x, y]) => [x * width, y * height] as const,
    );
    const [xs, ys] = [joints.map(([x]) => x), joints.map(([, y]) => y)];
    // Half a head above the eyes, and the width of a limb elsewhere; shadows are fainter than the threshold.
    const margin = 40;
    for (const [x, y] of body) {
      if (x < Math.min(...xs) - margin || x > Math.max(...xs) + margin) expect.fail(`pixel at ${x}, ${y}`);
      if (y < Math.min(...ys) - margin || y > Math.max(...ys) + margin) expect.fail(`pixel at ${x}, ${y}`);
    }
    for (const [x, y] of joints) {
      expect(body.some(([bx, by]) => Math.hypot(bx - x, by - y) < 6)).toBe(true);
    }
    expect(body.length).toBeGreaterThan(8000);
    expect(body.length).toBeLessThan(60_000);
  }
});

test('with its back to the camera the dancer has no face', () => {
  const g = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const painter = createPainter(g, FRONT_VIEW, drawLook(createRandom(3)));
  const front = createChoreography({ seed: 3, tempo: [{ at: 0, bpm: 112 }] }).jointsAt(1);
  const whites = (back: boolean): number => {
    painter.paint(back ? front.map(([x, y, z]) => [-x, y, -z]) : front);
    const [nose] = personIn(shoot(FRONT_VIEW, 0), back ? front.map(([x, y, z]) => [-x, y, -z]) : front).image;
    const { data } = g.getImageData(nose![0] * width - 15, nose![1] * height - 20, 30, 30);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (Math.min(data[i]!, data[i + 1]!, data[i + 2]!) > 175) count++;
    return count;
  };
  expect(whites(false)).toBeGreaterThan(5);
  expect(whites(true)).toBe(0);
});
