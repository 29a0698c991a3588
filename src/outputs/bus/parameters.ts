import type { Parameter } from '../../core/parameter.ts';

const BUS_UNIT = { unit: '', min: 0, max: 1, step: 0.01, group: 'Bus' } as const;

/** What can be set of the way from the synthesiser to the loudspeaker, for the public table in src/config.ts. 0: out of the way. */
export const BUS_PARAMETERS = {
  room: { ...BUS_UNIT, label: 'Room', default: 0.3, doc: 'How much of the room around the drums is heard.' },
  compression: { ...BUS_UNIT, label: 'Compression', default: 0.3, doc: 'Draws soft and loud strokes together.' },
  saturation: { ...BUS_UNIT, label: 'Saturation', default: 0.2, doc: 'Warmth, and grit when turned up.' },
} as const satisfies Record<string, Parameter>;

export type BusParameterName = keyof typeof BUS_PARAMETERS;
export const BUS_PARAMETER_NAMES = Object.keys(BUS_PARAMETERS) as readonly BusParameterName[];
export type BusSettings = Readonly<Record<BusParameterName, number>>;

export function isBusParameter(name: string): name is BusParameterName {
  return Object.hasOwn(BUS_PARAMETERS, name);
}
