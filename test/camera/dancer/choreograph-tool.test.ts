import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'choreograph-'));
const COMMAND = ['--import', 'tsx', 'demo/tools/choreograph.ts'];
afterAll(() => rmSync(FOLDER, { recursive: true }));

test('writes a pose recording with true beats, rests and lost frames', () => {
  const out = join(FOLDER, 'a.pose.jsonl');
  const asked = ['--seconds', '12', '--tempo', '0:120,6:90', '--still', '8-10', '--drop', '0.2', '--fps', '25'];
  execFileSync(process.execPath, [...COMMAND, '--out', out, ...asked], { cwd: ROOT });
  const [header, ...frames] = readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header).toMatchObject({
    format: 'pose-recording',
    version: 1,
    fps: 25,
    width: 640,
    height: 480,
    scoreFrom: 6,
  });
  expect(header.joints).toHaveLength(33);
  expect(header.beats.slice(0, 3)).toEqual([0, 0.5, 1]);
  expect(header.beats.filter((time: number) => time >= 8 && time < 10)).toEqual([]);
  expect(header.downbeats).toContain(10);
  expect(frames).toHaveLength(300);
  expect(frames[1].t).toBe(0.04);
  const lost = frames.filter(({ people }) => people.length === 0).length;
  expect(lost).toBeGreaterThan(20);
  expect(lost).toBeLessThan(110);
  const shown = frames.find(({ people }) => people.length > 0).people[0];
  expect([shown.image.length, shown.world.length, shown.image[0].length]).toEqual([33, 33, 4]);
});

test('says what is wrong with an argument, and exits with 2', () => {
  const run = spawnSync(process.execPath, [...COMMAND, '--out', join(FOLDER, 'b'), '--bpm', 'fast'], { cwd: ROOT });
  expect(run.status).toBe(2);
  expect(run.stderr.toString()).toContain('--bpm is "fast"');
});
