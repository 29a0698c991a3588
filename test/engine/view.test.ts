import { expect, test } from 'vitest';
import type { DrumBar } from '../../src/drums/types.ts';
import { keepBars, SILENT_MOMENT, viewMetrics, viewState } from '../../src/engine/view.ts';

const bar = (number: number): DrumBar => ({ request: { bar: number } }) as unknown as DrumBar;
const source = { state: 'running', kind: 'dancer' } as const;
const locked = { ...SILENT_MOMENT, beat: { ...SILENT_MOMENT.beat, mode: 'locked' as const } };

test('the bar that sounds and the one that comes are told apart by number', () => {
  const state = viewState({ ...locked, bar: 6, step: 9 }, [bar(5), bar(6), bar(7)], source, true);
  expect([state.playing?.request.bar, state.coming?.request.bar, state.step]).toEqual([6, 7, 9]);
});

test('before the first bar sounds it is the one that comes', () => {
  const state = viewState(locked, [bar(0)], source, true);
  expect([state.playing, state.coming?.request.bar]).toEqual([null, 0]);
});

test('a body at rest has no bar to come', () => {
  expect(viewState(SILENT_MOMENT, [bar(3)], source, true).coming).toBeNull();
});

test('only the newest four bars are kept', () => {
  const bars = [1, 2, 3, 4, 5].map(bar).reduce(keepBars, [] as readonly DrumBar[]);
  expect(bars.map(({ request }) => request.bar)).toEqual([2, 3, 4, 5]);
});

test('metrics of threads that have not spoken yet are zero', () => {
  expect(viewMetrics(null, null, 2)).toMatchObject({ framesIn: 0, beats: 0, lateEvents: 2, poseDelegate: 'none' });
});

test('notes of MIDI stand beside strokes of the sound', () => {
  const midi = { sent: 9, late: 1, dropped: 2 };
  expect(viewMetrics(null, null, 0, midi)).toMatchObject({ events: 0, lateEvents: 0, droppedEvents: 0, midi });
});
