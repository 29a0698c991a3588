import type { Random } from '../../core/random.ts';
import type { Unit } from '../../core/units.ts';

/** Red, green, blue, 0..255. */
export type Colour = readonly [number, number, number];

/** What a dancer looks like. */
export interface Look {
  readonly skin: Colour;
  readonly hair: Colour;
  readonly shirt: Colour;
  readonly trousers: Colour;
  readonly shoes: Colour;
  readonly bun: boolean;
}

export const WARM: Colour = [255, 236, 208];
export const COOL: Colour = [120, 168, 255];
export const SHADE: Colour = [12, 14, 30];

export const css = ([r, g, b]: Colour, alpha: Unit = 1): string =>
  `rgba(${Math.round(r)},${Math.round(g)},${Math.round(b)},${alpha})`;

export const mix = (a: Colour, b: Colour, k: Unit): Colour => [
  a[0] + (b[0] - a[0]) * k,
  a[1] + (b[1] - a[1]) * k,
  a[2] + (b[2] - a[2]) * k,
];

const SKINS: readonly Colour[] = [
  [236, 188, 158],
  [214, 158, 122],
  [182, 124, 88],
  [146, 96, 68],
];
const HAIRS: readonly Colour[] = [
  [42, 30, 28],
  [74, 46, 32],
  [120, 62, 36],
  [34, 34, 44],
];
/** Shirt and trousers that stand out from the wall and from each other, as a camera needs it. */
const CLOTHES: readonly (readonly [Colour, Colour])[] = [
  [
    [232, 98, 76],
    [74, 88, 132],
  ],
  [
    [236, 178, 72],
    [92, 76, 118],
  ],
  [
    [72, 176, 168],
    [120, 104, 98],
  ],
  [
    [222, 218, 208],
    [150, 62, 74],
  ],
];

export function drawLook(random: Random): Look {
  const [shirt, trousers] = random.pick(CLOTHES);
  return {
    skin: random.pick(SKINS),
    hair: random.pick(HAIRS),
    shirt,
    trousers,
    shoes: [228, 226, 220],
    bun: random.next() < 0.5,
  };
}
