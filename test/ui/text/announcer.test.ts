import { expect, test } from 'vitest';
import { createAnnouncer } from '../../../src/ui/text/announcer.ts';

test('a new mode is said once', () => {
  const announcer = createAnnouncer();
  expect(announcer.step(0, { mode: 'seeking', bpm: 0 })).toBe('Finding the beat');
  expect(announcer.step(5, { mode: 'seeking', bpm: 0 })).toBeNull();
  expect(announcer.step(6, { mode: 'locked', bpm: 112.2 })).toBe('Locked, 112 bpm');
});

test('never more than once in two seconds, and then the latest', () => {
  const announcer = createAnnouncer();
  const said: number[] = [];
  for (let time = 0; time < 20; time += 1 / 30) {
    const mode = Math.floor(time * 3) % 2 === 0 ? 'seeking' : 'locked';
    if (announcer.step(time, { mode, bpm: 100 })) said.push(time);
  }
  expect(said.length).toBeGreaterThan(3);
  for (let index = 1; index < said.length; index++) expect(said[index]! - said[index - 1]!).toBeGreaterThanOrEqual(2);
});

test('a wandering tempo is no news, a new one is', () => {
  const announcer = createAnnouncer();
  announcer.step(0, { mode: 'locked', bpm: 112 });
  expect(announcer.step(10, { mode: 'locked', bpm: 114 })).toBeNull();
  expect(announcer.step(20, { mode: 'locked', bpm: 128 })).toBe('Locked, 128 bpm');
});
