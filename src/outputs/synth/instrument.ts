import type { SoundParameter } from './parameters.ts';
import type { Patch } from './patch.ts';
import { fromDecibels } from './touch.ts';

/** Where a setting lies: the first two in `tuning`, the others in `mixer`. */
const PLACES = { tune: 0, decay: 1, level: 1, pan: 2 } as const;

/** What the player's setting (semitones, a factor, decibels, -1 .. 1 to the side) multiplies; of the pan, what it adds. */
export function factor(parameter: SoundParameter, value: number): number {
  if (parameter === 'tune') return 2 ** (value / 12);
  return parameter === 'level' ? fromDecibels(value) : value;
}

/**
 * A patch made ready before any sound: its level is set so that a full stroke peaks where the patch says, and the player's
 * settings are worked in. Its numbers may change while strokes sound: they follow `place`; `tuning` is for the next stroke.
 */
export class Instrument {
  readonly patch: Patch;
  /** Gain to the left and to the right. */
  readonly place = new Float64Array(2);
  /** Factors on frequencies and on decays. */
  readonly tuning = new Float64Array(2).fill(1);
  /** Gain of a full stroke in the middle, the player's level, and the player's shift to the side. */
  private readonly mixer = new Float64Array([1, 1, 0]);

  /** @param scale what brings a full stroke of the raw patch to its level */
  constructor(patch: Patch, scale: number) {
    this.patch = patch;
    this.mixer[0] = scale;
    this.move();
  }

  /** @param setting what {@link factor} makes of it; in an array, so that it isn't put on the heap */
  set(parameter: SoundParameter, setting: Float64Array): void {
    const target = parameter === 'tune' || parameter === 'decay' ? this.tuning : this.mixer;
    target[PLACES[parameter]] = setting[0]!;
    this.move();
  }

  /** Constant power, and unity in the middle. */
  private move(): void {
    const { mixer, place, patch } = this;
    const pan = Math.max(-1, Math.min(1, patch.pan + mixer[2]!));
    const angle = ((pan + 1) * Math.PI) / 4;
    const gain = mixer[0]! * mixer[1]! * Math.SQRT2;
    place[0] = gain * Math.cos(angle);
    place[1] = gain * Math.sin(angle);
  }
}
