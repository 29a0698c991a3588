import type { Parameter } from '../../core/parameter.ts';

/**
 * Which part of a slider's track is lit, in per cent of its length from the left: from its beginning to the value, and from
 * the middle where the range is symmetrical, as a pan's is.
 */
export function sliderFill({ min, max }: Pick<Parameter, 'min' | 'max'>, value: number): readonly [number, number] {
  const at = ((value - min) / (max - min)) * 100;
  if (min !== -max) return [0, at];
  return [Math.min(50, at), Math.max(50, at)];
}
