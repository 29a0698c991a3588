/**
 * Our maps against the table that they were made from, where it is at hand: read here anew, by rules of its own. The table is
 * no part of the project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Sound } from '../../../src/core/voices.ts';
import { isNote, resolveRole } from '../../../src/outputs/midi/device-map.ts';
import { DEVICE_MAPS } from '../../../src/outputs/midi/devices/devices.ts';
import type { DeviceMap } from '../../../src/outputs/midi/types.ts';

const TABLE = new URL('../../../../shared/data/drum-machines.json', import.meta.url);
const there = existsSync(TABLE);
if (!there) console.warn('Skipped: the table of drum machines is not at hand.');

type Row = Readonly<Record<string, string | null>> & { readonly device: string; readonly channel: string };
const rows: readonly Row[] = there ? JSON.parse(readFileSync(TABLE, 'utf8')) : [];

const CELLS: Readonly<Record<string, Sound>> = {
  kick: 'kick',
  snare: 'snare',
  closed_hat: 'closedHat',
  open_hat: 'openHat',
  low_tom: 'lowTom',
  mid_tom: 'midTom',
  high_tom: 'highTom',
  crash: 'crash',
  ride: 'ride',
};
/** Rows that name these instruments in other words. */
const OTHERWISE = /MPC|TD-17/;
/** Rows whose cells don't say one note a sound. */
const SPECIAL = /volca drum|volca sample|Elektron|EZdrummer|Drum Rack/;

/** A name without what stands in parentheses, without a second model, letters and digits only. */
const key = (name: string): string =>
  name
    .replace(/\(.*\)|\/.*| and .*/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
const mapOf = ({ device }: Row): DeviceMap => DEVICE_MAPS.find(({ name }) => key(device).endsWith(key(name)))!;

/** The note that a cell names: what follows '=', else its first number; not what stands in parentheses or behind letters. */
function noteIn(cell: string | null): number | null {
  const text = (cell ?? '').replace(/\(.*?\)/g, '');
  const named = /=\s*(\d+)/.exec(text) ?? /(?<![A-Za-z0-9])(\d+)/.exec(text);
  return named ? Number(named[1]) : null;
}

/** The note of an instrument in the row's free text: 'clap 39', 'HC 39', 'rim/claves 37'. */
function noteOfExtra(extra: string, names: string): number | null {
  const found = new RegExp(`(?:${names})[a-z/ ]*?\\s(\\d+)`, 'i').exec(extra.replace(/\(.*?\)/g, ''));
  return found ? Number(found[1]) : null;
}
const EXTRAS: readonly (readonly [Sound, string])[] = [
  ['clap', '\\bclaps?\\b|\\bHC\\b'],
  ['rim', '\\brim\\b|\\bRS\\b|side ?stick'],
  ['cowbell', '\\bcowbell\\b'],
];

test.runIf(there)('every row has a map of its own', () => {
  expect(new Set(rows.map((row) => mapOf(row).id)).size).toBe(37);
});

test.runIf(there).each(rows.filter(({ device }) => !SPECIAL.test(device)))(
  '$device: every note is the table’s',
  (row) => {
    const map = mapOf(row);
    for (const [cell, sound] of Object.entries(CELLS)) {
      const role = map.roles[sound];
      const expected = noteIn(row[cell] ?? null);
      expect([cell, isNote(role) ? role.note : null]).toEqual([cell, expected]);
      if (expected === null) expect(isNote(role)).toBe(false);
    }
    for (const [sound, names] of EXTRAS) {
      const role = map.roles[sound];
      if (isNote(role) && !OTHERWISE.test(row.device))
        expect([sound, role.note]).toEqual([sound, noteOfExtra(row['extra'] ?? '', names)]);
    }
  },
);

test.runIf(there)('channels: the table’s where it names one', () => {
  for (const row of rows) {
    const named = /^(\d+)(?![-\d])/.exec(row.channel);
    if (named) expect([row.device, mapOf(row).channel]).toEqual([row.device, Number(named[1])]);
  }
});

test.runIf(there)('parts by channel and notes by track', () => {
  const row = (name: string): Row => rows.find(({ device }) => device.includes(name))!;
  const roles = (name: string) => Object.values(mapOf(row(name)).roles).filter((role) => isNote(role));
  const span = (text: string): readonly [number, number] => {
    const [, low, high] = /(\d+)-(\d+)/.exec(text)!;
    return [Number(low), Number(high)];
  };
  for (const name of ['volca drum', 'volca sample', 'Rytm']) {
    const [low, high] = span(row(name).channel);
    const used = roles(name).map(({ channel }) => channel!);
    expect(new Set(used).size).toBe(used.length);
    expect(Math.min(...used)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...used)).toBeLessThanOrEqual(high);
  }
  for (const name of ['Rytm', 'Digitakt', 'Model:Samples', 'Drum Rack']) {
    const [low, high] = span(name === 'Drum Rack' ? row(name)['extra']! : row(name)['kick']!.replace('n-1', ''));
    for (const { note } of roles(name)) expect(note >= low && note <= high).toBe(true);
  }
  const tracks = row('Machinedrum')['kick']!.split('=')[1]!.trim().split(' ').map(Number);
  for (const { note } of roles('Machinedrum')) expect(tracks).toContain(note);
  const general = DEVICE_MAPS[0]!;
  for (const sound of Object.values(CELLS))
    expect(resolveRole(mapOf(row('EZdrummer')), sound)?.note).toBe(resolveRole(general, sound)?.note);
});
