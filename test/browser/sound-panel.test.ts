import axe from 'axe-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeEngine, type FakeEngine } from '../../demo/fake-engine.ts';
import '../../src/ui/rhythmic-stage.ts';
import { UserError } from '../../src/core/errors.ts';
import { SOUNDS } from '../../src/core/voices.ts';
import type { RecordingInfo } from '../../src/outputs/recording/types.ts';
import type { CalibrationLight } from '../../src/ui/parts/calibration-light.ts';
import type { RhythmicStage } from '../../src/ui/rhythmic-stage.ts';

let engine: FakeEngine;
let stage: RhythmicStage;

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const slider = (name: string) => page.getByRole('slider', { name, exact: true });

/** Every element that matches, through open shadow roots. */
function deep(selector: string, root: ParentNode = document): HTMLElement[] {
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? deep(selector, shadowRoot) : [],
  );
  return [...root.querySelectorAll<HTMLElement>(selector), ...inside];
}

/** By hand: what a drag of the thumb comes down to. */
function drag(name: string, value: number): void {
  const input = slider(name).element() as HTMLInputElement;
  input.value = String(value);
  input.dispatchEvent(new Event('input'));
}

const recording = (id: string, change: Partial<RecordingInfo> = {}): RecordingInfo => ({
  id,
  begun: new Date(2026, 10, 23, 21, 5).getTime(),
  length: 75,
  strokes: 600,
  sounds: [{ file: 'sound-1.wav', sampleRate: 48_000, frame: 0, frames: 75 * 48_000 }],
  state: 'finished',
  place: 'storage',
  ...change,
});

/** Names of the files that are handed to the user from now on. */
function catchDownloads(): string[] {
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  return names;
}

beforeEach(async () => {
  document.body.style.margin = '0';
  document.documentElement.lang = 'en';
  document.title = 'Stage';
  await page.viewport(1280, 720);
  engine = createFakeEngine({ lockAfter: 1000 });
  stage = document.createElement('rhythmic-stage') as RhythmicStage;
  stage.engine = engine;
  const main = document.createElement('main');
  main.append(stage);
  document.body.append(main);
  engine.tick();
  await stage.updateComplete;
});

afterEach(async () => {
  vi.restoreAllMocks();
  stage.parentElement?.remove();
  await engine.dispose();
});

const openCalibration = async (): Promise<void> => {
  await button(/Set-up/).click();
  await button('Calibration').click();
};

test('every sound of the kit is heard and mixed by itself', async () => {
  await button('Sound').click();
  await expect.poll(() => deep('mixer-row').length).toBe(SOUNDS.length);
  await button('Hear Cowbell').click();
  drag('Snare pan', -0.3);
  drag('Ride tune', 2.5);
  drag('Kick level', -6);
  drag('Clap decay', 2);
  expect(engine.calls).toEqual([
    'strike cowbell',
    'set snarePan -0.3',
    'set rideTune 2.5',
    'set kickLevel -6',
    'set clapDecay 2',
  ]);
  await expect.poll(() => slider('Snare pan').element().getAttribute('aria-valuetext')).toBe('left 30');
});

test('kits by name, and the bus', async () => {
  await button('Sound').click();
  await button('909').click();
  drag('Room', 0.8);
  expect(engine.calls).toEqual(['set kit 2', 'set room 0.8']);
  await expect.element(button('909')).toHaveAttribute('aria-pressed', 'true');
});

test('a slider goes back to its default on Backspace and on a double click', async () => {
  await button('Sound').click();
  drag('Kick tune', 4);
  (slider('Kick tune').element() as HTMLElement).focus();
  await userEvent.keyboard('{Backspace}');
  expect(engine.get('kickTune')).toBe(0);
  drag('Room', 0.9);
  slider('Room').element().dispatchEvent(new MouseEvent('dblclick'));
  expect(engine.get('room')).toBe(0.3);
});

test('reset all takes back the mixer and the bus, not the kit, and can be undone', async () => {
  await button('Sound').click();
  await expect.element(button('Reset all')).toBeDisabled();
  engine.set('kit', 3);
  drag('Kick level', -6);
  drag('Room', 0.8);
  await button('Reset all').click();
  expect([engine.get('kickLevel'), engine.get('room'), engine.get('kit')]).toEqual([0, 0.3, 3]);
  await button('Undo').click();
  expect([engine.get('kickLevel'), engine.get('room'), engine.get('kit')]).toEqual([-6, 0.8, 3]);
});

test('claps: each step is shown, then what was set; it can be taken back', async () => {
  await openCalibration();
  await button('Calibrate by clapping').click();
  expect(engine.calls).toContain('calibrate clap');
  await expect.element(page.getByRole('heading', { name: 'Listening to the clicks' })).toBeVisible();
  await expect.element(page.getByText(/^[1-8] of 8 claps/)).toBeVisible();
  await expect.element(page.getByText(/± *\d+ ms apart/)).toBeVisible();
  await expect
    .element(page.getByText('Camera delay is now 84 ms, give or take 8 ms. Before: 60 ms.'), { timeout: 10_000 })
    .toBeVisible();
  expect(engine.get('cameraDelay')).toBe(84);
  await button('Back to 60 ms').click();
  expect(engine.get('cameraDelay')).toBe(60);
  await expect.element(button('Calibrate by clapping')).toBeVisible();
});

test('taps: a small light flashes, taps count when the finger or key comes down, and the clicks follow', async () => {
  await openCalibration();
  await button('Calibrate by tapping').click();
  await expect.poll(() => deep('calibration-light').length).toBe(1);
  // The calibration's own button, not the one of the same name in the bar, which may be the only one for a moment.
  await expect.poll(() => deep('button.tap').length).toBe(1);
  const tap = deep('button.tap')[0]!;
  tap.dispatchEvent(new PointerEvent('pointerdown'));
  tap.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, composed: true, cancelable: true }));
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 't' }));
  expect(engine.calls.filter((call) => call === 'tap')).toHaveLength(3);
  expect(engine.calls).not.toContain('start');
  const [lamp] = deep('calibration-light') as CalibrationLight[];
  const [light] = deep('div', lamp!.shadowRoot!);
  expect((light!.offsetWidth * light!.offsetHeight) / (1280 * 720)).toBeLessThan(0.005);
  // The clock stands while one looks: on a loaded machine the frames lie further apart than a flash is long.
  const clock = vi.spyOn(engine, 'now');
  for (const [after, on] of [
    [0.02, true],
    [0.3, false],
  ] as const) {
    clock.mockReturnValue(lamp!.flashes[0]! + after);
    await expect.poll(() => light!.hasAttribute('data-on'), { interval: 20 }).toBe(on);
  }
  clock.mockRestore();
  await expect.element(page.getByRole('heading', { name: 'Tap to the clicks' }), { timeout: 10_000 }).toBeVisible();
  expect(deep('calibration-light')).toEqual([]);
});

test('a calibration ends when it is cancelled, closed, or the music is started', async () => {
  const ways = [
    () => button('Cancel').click(),
    () => userEvent.keyboard('{Escape}'),
    () => engine.start(),
    () => button('Close').click(),
  ];
  await openCalibration();
  for (const end of ways) {
    await button('Calibrate by clapping').click();
    await expect.element(page.getByRole('heading', { name: 'Listening to the clicks' })).toBeVisible();
    await end();
    await expect.poll(() => deep('section.run')).toEqual([]);
  }
  await new Promise((resolve) => setTimeout(resolve, 4500));
  expect(engine.get('cameraDelay')).toBe(60);
}, 30_000);

test('what went wrong in a calibration is said, and it can be tried again', async () => {
  engine.failCalibration(new UserError('calibration-no-sound', 'There is no sound to calibrate.', 'Try again.'));
  await openCalibration();
  await button('Calibrate by clapping').click();
  await expect.element(page.getByText('There is no sound to calibrate. Try again.'), { timeout: 10_000 }).toBeVisible();
  await button('Again').click();
  expect(engine.calls.filter((call) => call === 'calibrate clap')).toHaveLength(2);
});

test('delays are set by hand, millisecond by millisecond', async () => {
  await openCalibration();
  await button('1 ms more').first().click();
  await button('1 ms less').last().click();
  expect(engine.calls).toEqual(['set cameraDelay 61', 'set outputDelay -1']);
});

test('sound is recorded with its length and size in sight, and ends by itself when the storage is full', async () => {
  await button('Record sound').click();
  await expect.element(button('Records from the start')).toHaveAttribute('aria-pressed', 'true');
  await engine.start();
  await expect.element(button(/^Recording 0:0\d, \d/), { timeout: 5000 }).toBeVisible();
  engine.notify([{ code: 'recording-full', level: 'warning', text: 'Recording of sound stopped after 00:00:02.' }]);
  await expect.element(button('Record sound')).toHaveAttribute('aria-pressed', 'false');
  expect(engine.calls.filter((call) => call.startsWith('recordAudio'))).toEqual([
    'recordAudio true',
    'recordAudio false',
  ]);
});

test('recordings are listed, downloaded by their own date, and deleted only after a question', async () => {
  const names = catchDownloads();
  engine.recordings.shelve([recording('new', { state: 'recovered' }), recording('old', { sounds: [] })]);
  await button('Recordings').click();
  await expect.element(page.getByText('Recovered')).toBeVisible();
  await expect.element(page.getByText('1:15 · no sound · 600 strokes')).toBeVisible();
  await expect.element(button('Sound .wav').last()).toBeDisabled();
  await button('Sound .wav').first().click();
  await button('MIDI .mid').last().click();
  await expect.poll(() => names).toEqual(['rhythmicnet-2026-11-23-210500.wav', 'rhythmicnet-2026-11-23-210500.mid']);
  await button('Delete').first().click();
  await button('Keep').click();
  await button('Delete').first().click();
  await button('Delete').first().click();
  expect(engine.calls).toEqual(['downloadRecording new audio', 'downloadRecording old midi', 'deleteRecording new']);
  await expect.element(page.getByText('Recovered')).not.toBeInTheDocument();
});

test('a running recording cannot be deleted, and a failed download is said in place', async () => {
  await engine.start();
  engine.recordings.fail(new UserError('recording-unwritten', 'The file could not be read.', 'Reload the page.'));
  await button('Recordings').click();
  await expect.element(button('Delete')).toBeDisabled();
  await button('MIDI .mid').click();
  await expect.element(page.getByText('The file could not be read. Reload the page.')).toBeVisible();
});

test('the meter shows where the time goes and what was late', async () => {
  await expect.poll(() => deep('summary')[0]?.textContent).toContain('On time');
  deep('summary')[0]!.click();
  const budget = page.getByRole('list', { name: 'From the shutter to the beat' });
  await expect.element(budget).toBeVisible();
  await expect.element(budget).toHaveTextContent(/Pose 18 ms.*Beat 46 ms.*Drums 21 ms.*To spare 415 ms/);
  expect(budget.element().textContent).not.toContain('Camera 60');
  await engine.use({ kind: 'webcam' });
  await expect.element(budget).toHaveTextContent(/Camera 46 ms/);
});

const PANELS = [
  ['Sound', async () => button('Sound').click()],
  ['Calibration', openCalibration],
  ['Recordings', async () => button('Recordings').click()],
] as const;

test.each(
  PANELS.flatMap(([name, open]) =>
    [[1280, 720] as const, [390, 844] as const].map((size) => [name, ...size, open] as const),
  ),
)('%s at %i x %i: accessible, and start and panic stay uncovered', async (_name, width, height, open) => {
  await page.viewport(width, height);
  engine.recordings.shelve([recording('one'), recording('two', { state: 'recovered' })]);
  await open();
  await expect.poll(() => deep('.panel').length).toBe(1);
  const panel = deep('.panel')[0]!.getBoundingClientRect();
  expect(panel.width).toBeGreaterThan(250);
  for (const each of deep('button').filter(({ textContent }) => /^\s*(Start|Panic)\s*$/.test(textContent ?? ''))) {
    const box = each.getBoundingClientRect();
    expect(box.top, each.textContent ?? '').toBeGreaterThanOrEqual(panel.bottom);
  }
  expect(stage.scrollWidth).toBeLessThanOrEqual(width);
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
});
