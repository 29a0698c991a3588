import type { Milliseconds } from '../../core/units.ts';
import type { Confidence, DeviceHealth, DeviceMap, DeviceSetup, MidiPortInfo } from '../../outputs/midi/types.ts';

/** How far a map can be trusted, in words. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  A: 'From the maker’s chart',
  B: 'From a patch file or an owner',
  C: 'An assumption: try every sound',
  none: 'Nobody has checked it: try every sound',
};

/** "Korg volca beats"; the maker isn't said twice. */
export function machineName({ maker, name }: Pick<DeviceMap, 'maker' | 'name'>): string {
  return name.includes(maker) ? name : `${maker} ${name}`;
}

/** The maps under their makers, both in the order in which they first come. */
export function mapsByMaker(maps: readonly DeviceMap[]): readonly (readonly [maker: string, maps: DeviceMap[]])[] {
  const groups = new Map<string, DeviceMap[]>();
  for (const map of maps) groups.set(map.maker, [...(groups.get(map.maker) ?? []), map]);
  return [...groups];
}

/** Equal as JSON is: numbers, texts, lists in order, objects in any order of their keys; a key left out is undefined. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => sameValue(one[key], other[key]));
}

/** The preset that a map is, or was before it was edited. */
export const presetOf = (map: DeviceMap, presets: readonly DeviceMap[]): DeviceMap | undefined =>
  presets.find(({ id }) => id === map.id);

/** Not what its preset says, or none of the presets at all. */
export const isEdited = (map: DeviceMap, presets: readonly DeviceMap[]): boolean =>
  !sameValue(map, presetOf(map, presets));

/** A machine's connection: a level for its mark, words for everybody. */
export interface PortState {
  readonly level: 'good' | 'strained' | 'off';
  readonly words: string;
}

/** How a device stands with its port. @param connected as the device's health has it */
export function portState({ enabled, port }: Pick<DeviceSetup, 'enabled' | 'port'>, connected: boolean): PortState {
  if (!enabled) return { level: 'off', words: 'Off' };
  if (!port) return { level: 'strained', words: 'No port chosen' };
  return connected
    ? { level: 'good', words: `On ${port.name}` }
    : { level: 'strained', words: `Waiting for ${port.name}` };
}

/** One line of a list of ports to choose from. */
export interface PortOption {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly selected: boolean;
}

/**
 * Ports to choose from: those that are there, and the chosen one while it isn't, as waiting.
 * @param connected the device is on a port, of this id or else of this name
 */
export function portOptions(
  { port }: Pick<DeviceSetup, 'port'>,
  ports: readonly MidiPortInfo[],
  connected: boolean,
): readonly PortOption[] {
  const there = ports.filter((each) => each.connected);
  const used =
    port && connected
      ? (there.find(({ id }) => id === port.id) ?? there.find(({ name }) => name === port.name))
      : undefined;
  const options = there.map(({ id, name }) => ({ id, name, label: name, selected: id === used?.id }));
  return port && !used ? [...options, { ...port, label: `${port.name} (waiting for it)`, selected: true }] : options;
}

/** "+12 ms", "−5 ms", "0 ms". */
export function formatDelay(delay: Milliseconds): string {
  const sign = delay > 0 ? '+' : delay < 0 ? '−' : '';
  return `${sign}${Math.abs(delay)} ms`;
}

const count = (number: number): string => number.toLocaleString('en').replaceAll(',', ' ');

/** What has become of everything that was meant for a device. */
export function healthRows(health: DeviceHealth): readonly (readonly [label: string, value: string])[] {
  const { sent, late, dropped, unmapped, ticks, lateTicks } = health;
  return [
    ['Sent', count(sent)],
    ['Late', count(late)],
    ['Dropped', count(dropped)],
    ['Left out', count(unmapped)],
    ['Clock ticks', lateTicks > 0 ? `${count(ticks)}, ${count(lateTicks)} late` : count(ticks)],
  ];
}
