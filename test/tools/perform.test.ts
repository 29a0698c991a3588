import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Midi } from '@tonejs/midi';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'perform-'));
const path = (name: string): string => join(folder, name);
const tool = (name: string, ...args: string[]): string =>
  execFileSync(process.execPath, ['--import', 'tsx', `demo/tools/${name}.ts`, ...args], { encoding: 'utf8' });
const read = (name: string): string => readFileSync(path(name), 'utf8');
const lines = (name: string): Record<string, unknown>[] =>
  read(name)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

beforeAll(() => {
  tool('choreograph', '--out', path('dance.pose.jsonl'), '--seed', '31', '--bpm', '108', '--seconds', '24');
  const all = read('dance.pose.jsonl').split('\n');
  writeFileSync(path('cut.pose.jsonl'), `${all.slice(0, 1 + 15 * 30).join('\n')}\n`);
  tool('perform', path('dance.pose.jsonl'), '--out', path('one'), '--seed', '7');
  tool('perform', path('dance.pose.jsonl'), '--out', path('two'), '--seed', '7', '--no-wav');
  tool('perform', path('cut.pose.jsonl'), '--out', path('cut'), '--seed', '7', '--no-wav');
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

test('same recording and seed: the same beats, bars and MIDI file', () => {
  expect(read('two/beats.jsonl')).toBe(read('one/beats.jsonl'));
  expect(readFileSync(path('two/performance.mid')).equals(readFileSync(path('one/performance.mid')))).toBe(true);
  const untimed = (name: string): unknown[] => lines(name).map((bar) => ({ ...bar, elapsedMs: 0 }));
  expect(untimed('two/bars.jsonl')).toEqual(untimed('one/bars.jsonl'));
});

test('causal: the first part of a recording gives what the whole gave up to there', () => {
  const until = 14.95;
  const before = (name: string, key: string): unknown[] =>
    lines(name)
      .filter((line) => (line[key] as number) < until)
      .map((line) => ({ ...line, elapsedMs: 0 }));
  expect(before('cut/beats.jsonl', 'emittedAt')).toEqual(before('one/beats.jsonl', 'emittedAt'));
  expect(before('cut/bars.jsonl', 'decidedAt')).toEqual(before('one/bars.jsonl', 'decidedAt'));
  expect(before('cut/bars.jsonl', 'decidedAt').length).toBeGreaterThan(2);
});

test('beats and bars are decided before they happen, and every field is there', () => {
  for (const beat of lines('one/beats.jsonl') as Record<string, number>[]) {
    expect(beat['time']!).toBeGreaterThanOrEqual(beat['emittedAt']! + 0.1);
    expect(Object.keys(beat)).toEqual(['time', 'emittedAt', 'bpm', 'confidence', 'beatInBar', 'bar']);
  }
  for (const bar of lines('one/bars.jsonl')) {
    expect(bar['decidedAt'] as number).toBeLessThanOrEqual(bar['start'] as number);
    expect(bar['rhythm']).toHaveLength(16);
    for (const name of ['hits', 'velocity', 'offset']) {
      expect(bar[name]).toHaveLength(16);
      expect((bar[name] as number[][]).every((row) => row.length === 9)).toBe(true);
    }
    expect(bar['provider']).toBe('wasm');
  }
});

test('the report counts what the files hold; the MIDI file has every stroke; the sound is 48 kHz stereo', () => {
  const { counts } = JSON.parse(read('one/report.json'));
  expect(counts).toMatchObject({ frames: 720, framesWithoutPerson: 0, fallbackBars: 0, lateEvents: 0 });
  expect(counts.beats).toBe(lines('one/beats.jsonl').length);
  expect(counts.bars).toBe(lines('one/bars.jsonl').length);
  const midi = new Midi(readFileSync(path('one/performance.mid')));
  expect(midi.tracks.flatMap(({ notes }) => notes)).toHaveLength(counts.events);
  const wav = readFileSync(path('one/performance.wav'));
  expect([wav.readUInt32LE(24), wav.readUInt16LE(22)]).toEqual([48_000, 2]);
});

test.each([
  ['no such file', ['missing.pose.jsonl', '--out', 'x'], 'missing.pose.jsonl cannot be read'],
  ['a recording of another format', ['bad.pose.jsonl', '--out', 'x'], 'line 1'],
  ['no folder to write into', ['dance.pose.jsonl'], '--out DIR'],
  ['a seed that is no number', ['dance.pose.jsonl', '--out', 'x', '--seed', 'abc'], '"abc"'],
])('%s: exit status 2 and what to do', (_, args, message) => {
  writeFileSync(path('bad.pose.jsonl'), '{"format":"something"}\n');
  const found = args.map((arg) => (arg.endsWith('.jsonl') || arg === 'x' ? path(arg) : arg));
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'demo/tools/perform.ts', ...found], {
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});
