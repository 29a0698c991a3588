import { expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import type { Seconds } from '../../src/core/units.ts';
import type { MusicReport } from '../../src/engine/music-protocol.ts';
import { createMusicRoom, type MusicRoomParts } from '../../src/engine/music-room.ts';
import { tick } from '../control/ticks.ts';
import { createRulePerformer } from './clock-performance.ts';

async function room(clockSource: number) {
  let time: Seconds = 10;
  const performer = await createRulePerformer();
  const reports: MusicReport[] = [];
  const music = createMusicRoom({
    performer,
    drums: { provider: 'fallback', reset: () => {} } as unknown as MusicRoomParts['drums'],
    book: { add: () => {}, time: (_: string, call: () => unknown) => call(), read: () => ({}) } as never,
    clock: { now: () => time } as MusicRoomParts['clock'],
    settings: { ...DEFAULT_SETTINGS, clockSource, clockDelay: 100 },
    report: (report) => reports.push(report),
    openBeatFinder: () => Promise.reject(new Error('not asked for')),
  });
  const hear = (seconds: Seconds): void => {
    music.command({ type: 'midi-clock', message: { type: 'start', time } });
    for (let i = 0; i < seconds * 50; i++, time += 0.02) {
      music.command({ type: 'midi-clock', message: tick(time) });
      music.tick();
    }
  };
  const readings = () => reports.flatMap((report) => (report.type === 'external-clock' ? [report.reading] : []));
  const wait = (seconds: Seconds): void => {
    for (const end = time + seconds; time < end; time += 0.02) music.tick();
  };
  return { music, performer, hear, wait, readings };
}

test('the clock is told of a few times a second while it is heard, and once more when it is not', async () => {
  const { hear, wait, readings } = await room(0);
  wait(2);
  expect(readings()).toEqual([]);
  hear(3);
  expect(readings().length).toBeGreaterThan(10);
  expect(readings().length).toBeLessThan(17);
  const last = readings().at(-1)!;
  expect(last).toMatchObject({ state: 'running', stable: true });
  expect(last.bpm).toBeCloseTo(125, 6);
  wait(3);
  expect(readings().at(-1)!.state).toBe('silent');
  expect(readings().filter(({ state }) => state === 'silent')).toHaveLength(1);
});

test('Stop silences what waits, at once, where the clock is followed; another clock begins from nothing', async () => {
  for (const [clockSource, times] of [
    [1, 1],
    [0, 0],
  ] as const) {
    const { music, performer, hear } = await room(clockSource);
    hear(1);
    const silence = vi.spyOn(performer.scheduler, 'silence');
    music.command({ type: 'midi-clock', message: { type: 'stop', time: 11 } });
    expect(silence).toHaveBeenCalledTimes(times);
    music.command({ type: 'midi-clock', message: null });
    expect(performer.clock.at(11)).toMatchObject({ state: 'silent', bpm: 0 });
  }
});

test('the clock’s delay counts from the start and when it is changed', async () => {
  const { music, performer, hear } = await room(1);
  hear(1);
  const late = performer.clock.at(11).position;
  music.command({ type: 'set', parameter: 'clockDelay', value: 0 });
  expect(performer.clock.at(11).position - late).toBeCloseTo((0.1 * 125) / 60, 6);
});
