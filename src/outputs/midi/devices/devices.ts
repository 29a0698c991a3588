import type { DeviceMap } from '../types.ts';
import { ARTURIA } from './arturia.ts';
import { BEHRINGER } from './behringer.ts';
import { ELEKTRON } from './elektron.ts';
import { GENERAL_MIDI } from './general.ts';
import { KORG } from './korg.ts';
import { OTHERS } from './others.ts';
import { ROLAND } from './roland.ts';
import { SOFTWARE } from './software.ts';

/** The machines that are known, General MIDI first. */
export const DEVICE_MAPS: readonly DeviceMap[] = [
  GENERAL_MIDI,
  ...ROLAND,
  ...BEHRINGER,
  ...ARTURIA,
  ...KORG,
  ...ELEKTRON,
  ...OTHERS,
  ...SOFTWARE,
];

/** The preset with this id, or undefined. */
export const presetMap = (id: string): DeviceMap | undefined => DEVICE_MAPS.find((map) => map.id === id);
