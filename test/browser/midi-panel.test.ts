import axe from 'axe-core';
import type { Subject } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { createFakeEngine, type FakeEngine } from '../../demo/fake-engine.ts';
import '../../src/ui/rhythmic-stage.ts';
import type { DeviceSetup } from '../../src/outputs/midi/types.ts';
import type { DrumEvent } from '../../src/schedule/types.ts';
import type { RhythmicStage } from '../../src/ui/rhythmic-stage.ts';

let engine: FakeEngine;
let stage: RhythmicStage;
let devices: readonly DeviceSetup[];

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByLabelText(name, { exact: true });

/** Every element that matches, through open shadow roots. */
function deep(selector: string, root: ParentNode = document): HTMLElement[] {
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? deep(selector, shadowRoot) : [],
  );
  return [...root.querySelectorAll<HTMLElement>(selector), ...inside];
}

/** The end of a path of simple selectors, whatever shadow roots lie between. */
const find = (path: string): HTMLElement | undefined =>
  path
    .split(' ')
    .reduce<ParentNode[]>(
      (roots, selector) =>
        roots.flatMap((root) => [
          ...(root instanceof Element && root.shadowRoot ? deep(selector, root.shadowRoot) : []),
          ...deep(selector, root),
        ]),
      [document],
    )[0] as HTMLElement | undefined;

const row = (sound: string): HTMLElement => deep(`li[data-sound=${sound}]`)[0]!;
const problem = (): string => find('.problem')?.textContent ?? '';
const map = (id: string) => engine.deviceMaps.find((each) => each.id === id)!;

beforeEach(async () => {
  document.body.style.margin = '0';
  document.documentElement.lang = 'en';
  document.title = 'Stage';
  await page.viewport(1280, 720);
  engine = createFakeEngine({ lockAfter: 1000 });
  engine.devices$.subscribe((latest) => {
    devices = latest;
  });
  stage = document.createElement('rhythmic-stage') as RhythmicStage;
  stage.engine = engine;
  const main = document.createElement('main');
  main.append(stage);
  document.body.append(main);
  engine.tick();
  await button('MIDI').click();
});

afterEach(async () => {
  stage.parentElement?.remove();
  await engine.dispose();
});

/** A volca on its port, shown in the panel. */
async function addVolca(): Promise<void> {
  engine.midi.plug(['Volca USB', 'Keys']);
  await engine.connectMidi();
  engine.addDevice({ map: map('korg-volca-beats'), port: { id: 'Volca USB', name: 'Volca USB' } });
  await expect.element(page.getByRole('heading', { name: 'Korg volca beats' })).toBeVisible();
  engine.calls.length = 0;
}

/** Types a number and leaves the field. */
async function fill(name: string, value: string): Promise<void> {
  await field(name).fill(value);
  await userEvent.keyboard('{Tab}');
}

const SIZES = [
  [1280, 720],
  [390, 844],
  [844, 390],
] as const;

test.each(SIZES)('no accessibility violations at %i x %i, on both pages', async (width, height) => {
  await page.viewport(width, height);
  await addVolca();
  await button('More of kick: velocity, accent, end, choke').click();
  const violations = async (): Promise<string[]> => {
    const { violations: found } = await axe.run(document, { resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  };
  expect(await violations()).toEqual([]);
  await button('MIDI in').click();
  engine.learn({ parameter: 'volume' });
  engine.midi.touch(1, 20);
  await expect.element(button('Unlearn Volume')).toBeVisible();
  engine.learn({ action: 'tap' });
  await expect.element(button('Waiting … Tap')).toBeVisible();
  expect(await violations()).toEqual([]);
});

test.each(SIZES)('start, stop and panic stay in reach at %i x %i', async (width, height) => {
  await page.viewport(width, height);
  await addVolca();
  for (const control of deep('transport-bar button').filter((each) => /Start|Panic/.test(each.textContent ?? ''))) {
    const { left, top, width: w, height: h } = control.getBoundingClientRect();
    let hit = document.elementFromPoint(left + w / 2, top + h / 2);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(left + w / 2, top + h / 2);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    expect(control.contains(hit), control.textContent?.trim()).toBe(true);
  }
  await button('Start').click();
  await button('Panic').click();
  expect(engine.calls).toEqual(['start', 'panic']);
  const panel = deep('.panel')[0]!;
  expect(panel.scrollWidth).toBe(panel.clientWidth);
  expect(panel.getBoundingClientRect().right).toBeLessThanOrEqual(width);
});

test('what stands in the way is said in the panel, and the sound can be started all the same', async () => {
  const text = 'This browser has no Web MIDI. Use Chrome, Edge or Firefox for MIDI. Sound goes on.';
  engine.notify([{ code: 'midi-unsupported', level: 'warning', text }]);
  await expect.poll(() => find('.panel notice-list p')?.textContent).toContain(text);
  await button('Start').click();
  expect(engine.calls).toContain('start');
});

test('MIDI is asked for once, then machines find their ports', async () => {
  engine.midi.plug(['Volca USB']);
  await button('Connect MIDI').click();
  expect(engine.calls).toEqual(['connectMidi']);
  await expect.element(button('Connect MIDI')).not.toBeInTheDocument();
  await field('Machine').selectOptions('volca beats');
  await expect.element(page.getByText('Global setting MIDI RX ShortMessage must be ON.')).toBeVisible();
  await button('Add Korg volca beats').click();
  expect(engine.calls).toContain('addDevice korg-volca-beats');
  expect(devices[0]!.port).toBeNull();
  await field('Port').selectOptions('Volca USB');
  expect(devices[0]!.port).toEqual({ id: 'Volca USB', name: 'Volca USB' });
  await expect.poll(() => find('midi-device-list .device')?.textContent).toContain('On Volca USB');
  engine.midi.plug([]);
  await expect.poll(() => find('midi-device-list .device')?.textContent).toContain('Waiting for Volca USB');
  await expect.poll(() => (field('Port').element() as HTMLSelectElement).selectedOptions[0]?.text).toContain('waiting');
});

test('switches and delays are the machine’s', async () => {
  await addVolca();
  await field('Send clock').click();
  await field('Send start and stop').click();
  await field('Keep the clock running in silence').click();
  await field('On').click();
  const slider = page.getByRole('slider', { name: 'Notes delay' });
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await expect.poll(() => slider.element().getAttribute('aria-valuetext')).toBe('−2 ms');
  expect(devices[0]).toMatchObject({
    ...{ sendClock: true, sendTransport: true, keepClock: false, enabled: false, notesDelay: -2, clockDelay: 0 },
  });
});

test('a sound gets another note: on a copy of the map, until it is reset', async () => {
  await addVolca();
  await fill('Kick: Note', '40');
  expect(engine.calls).toEqual(['setRole device-1 kick']);
  expect(devices[0]!.map.roles.kick).toMatchObject({ note: 40 });
  expect(map('korg-volca-beats').roles.kick).toMatchObject({ note: 36 });
  await expect.element(page.getByText('edited', { exact: true })).toBeVisible();
  await button('Reset to preset').click();
  await expect.element(page.getByText('edited', { exact: true })).not.toBeInTheDocument();
  await expect.element(field('Kick: Note')).toHaveValue(36);
});

test('a number is brought into its range; what is none is not taken', async () => {
  await addVolca();
  await fill('Kick: Note', '300');
  expect(devices[0]!.map.roles.kick).toMatchObject({ note: 127 });
  await fill('Kick: Note', '');
  await expect.element(field('Kick: Note')).toHaveValue(127);
  await fill('Kick: Channel', '3');
  expect(devices[0]!.map.roles.kick).toMatchObject({ channel: 3 });
  await fill('Kick: Channel', '');
  expect(devices[0]!.map.roles.kick).not.toHaveProperty('channel');
});

test('a sound is left out, stands in for another, or is not for this machine', async () => {
  await addVolca();
  await field('Crash: By').selectOptions('Left out');
  expect(devices[0]!.map.roles.crash).toBeNull();
  await field('Ride: By').selectOptions('As closed hat');
  expect(devices[0]!.map.roles.ride).toEqual({ like: 'closedHat' });
  await field('Crash: By').selectOptions('A note');
  expect(devices[0]!.map.roles.crash).toMatchObject({ note: 49 });
  await field('Kick is played here').click();
  expect(devices[0]!.plays).not.toContain('kick');
  await field('Kick is played here').click();
  expect(devices[0]!.plays[0]).toBe('kick');
});

test('velocity, accent, end and choke of one sound', async () => {
  await addVolca();
  await button('More of snare: velocity, accent, end, choke').click();
  await field('Snare: Velocity').selectOptions('Linear');
  await fill('Snare: Softest', '100');
  await fill('Snare: Loudest', '90');
  await field('Snare: Accent').selectOptions('From a strength on');
  await fill('Snare: From, %', '60');
  await field('Snare: End of notes').selectOptions('Note-on, velocity 0');
  await fill('Snare: After, ms', '5');
  await fill('Snare: Choke group', 'rims');
  expect(devices[0]!.map.roles.snare).toMatchObject({
    velocity: { shape: 'linear', low: 90, high: 90 },
    accent: { from: 0.6, velocity: 127 },
    noteOff: { style: 'zero', gate: 5 },
    choke: 'rims',
  });
  expect(row('snare').textContent).toContain(
    'linear 90–90 · accent 127 from 60 % · velocity 0 after 5 ms · choke group rims',
  );
});

/** The sounds whose rows are lit, in order, from now on. */
function watchLights(): string[] {
  const lit: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const { target } of records)
      if (target instanceof HTMLElement && target.hasAttribute('data-struck')) lit.push(target.dataset['sound']!);
  });
  observer.observe(row('kick').parentElement!, { attributes: true, subtree: true, attributeFilter: ['data-struck'] });
  return lit;
}

test('audition strikes and lights the row, or says why it can’t', async () => {
  await addVolca();
  const lit = watchLights();
  await button('Audition snare').click();
  expect(engine.calls).toEqual(['audition device-1 snare']);
  await expect.poll(() => lit).toEqual(['snare']);
  await expect.poll(() => row('snare').hasAttribute('data-struck')).toBe(false);
  await button('Audition cowbell').click();
  await expect.poll(problem).toBe('This machine has no cowbell.');
  expect(row('cowbell').textContent).toContain(problem());
  engine.midi.plug([]);
  await button('Audition kick').click();
  await expect.poll(problem).toContain('the machine has no port');
  expect(lit).toEqual(['snare']);
  engine.midi.plug(['Volca USB']);
  await button('Audition kick').click();
  await expect.poll(problem).toBe('');
});

test('a row lights when its stroke is heard, if this machine plays it', async () => {
  await addVolca();
  engine.updateDevice('device-1', { plays: ['kick'] });
  await expect.element(field('Snare is played here')).not.toBeChecked();
  const lit = watchLights();
  const dueAt = engine.now() + 0.1;
  for (const voice of ['snare', 'kick'] as const)
    (engine.strokes$ as Subject<DrumEvent>).next({ voice, velocity: 1, time: dueAt, dueAt, bar: 0, step: 0 });
  await expect.poll(() => lit.length).toBeGreaterThan(0);
  expect(engine.now()).toBeGreaterThanOrEqual(dueAt);
  await expect.poll(() => row('kick').hasAttribute('data-struck')).toBe(false);
  expect(lit).toEqual(['kick']);
});

test('what was sent, late, dropped and left out', async () => {
  await addVolca();
  engine.midi.count({ sent: 1204, late: 2, dropped: 3, unmapped: 4, ticks: 96, lateTicks: 1 });
  await expect
    .poll(() => find('midi-device-editor .figures')?.innerText.replace(/\s+/g, ' '))
    .toBe('Sent 1 204 Late 2 Dropped 3 Left out 4 Clock ticks 96, 1 late');
  await expect.poll(() => find('midi-device-list .device')?.textContent).toContain('2 late · 3 dropped');
});

test('a removed machine can be put back', async () => {
  await addVolca();
  await fill('Kick: Note', '40');
  await button('Remove').click();
  expect(devices).toEqual([]);
  await button('Undo').click();
  expect(devices[0]!.map.roles.kick).toMatchObject({ note: 40 });
});

async function upload(name: string, text: string): Promise<void> {
  const input = find('midi-files input[type=file]') as HTMLInputElement;
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name));
  input.files = transfer.files;
  input.dispatchEvent(new Event('change'));
}

test('machines leave as a file and come back; what is wrong with one is said where it was chosen', async () => {
  const files: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    files.push(this.download);
  });
  await addVolca();
  await button('Export machines').click();
  expect(files[0]).toMatch(/^rhythmicnet-.*\.midi-devices\.json$/);
  click.mockRestore();
  const before = engine.exportDevices();
  await upload('broken.json', before.replace('"channel": 10', '"channel": 17'));
  await expect.poll(problem).toContain('“broken.json” was not taken. file.devices[0].map.channel is 17.');
  expect(engine.exportDevices()).toBe(before);
  await upload('empty.json', '{ "format": "rhythmicnet-midi-devices", "version": 1, "devices": [] }');
  await expect.poll(() => devices).toEqual([]);
  await expect.poll(problem).toBe('');
  await button('Undo').click();
  expect(engine.exportDevices()).toBe(before);
});

test('a knob is learned, shown, given a range, unlearned', async () => {
  await addVolca();
  await button('MIDI in').click();
  await button('Learn Volume').click();
  await expect.element(page.getByText('Waiting for a knob for Volume. Esc cancels.')).toBeVisible();
  await expect.element(button('Waiting … Volume')).toHaveAttribute('aria-pressed', 'true');
  engine.midi.touch(2, 20);
  await expect.element(page.getByText('CC 20, channel 2')).toBeVisible();
  await expect.element(button('Learn Volume')).toHaveAttribute('aria-pressed', 'false');
  await fill('Volume: value at the knob’s lowest', '-20');
  expect(engine.calls).toContain('bindRange volume -20,6');
  await button('Unlearn Volume').click();
  await expect.element(page.getByText('CC 20, channel 2')).not.toBeInTheDocument();
});

test('Esc ends learning and is no panic, wherever the focus is', async () => {
  await button('MIDI in').click();
  await button('Learn Tap').click();
  (document.activeElement as HTMLElement | null)?.blur();
  await userEvent.keyboard('{Escape}');
  await expect.element(button('Learn Tap')).toHaveAttribute('aria-pressed', 'false');
  expect(engine.calls).toEqual(['learn tap', 'learn null']);
  await userEvent.keyboard('{Escape}');
  expect(engine.calls.at(-1)).toBe('panic');
});

test('leaving the page of what comes in ends learning', async () => {
  await button('MIDI in').click();
  await button('Learn Fill').click();
  await button('Close').click();
  await expect.poll(() => engine.calls.at(-1)).toBe('learn null');
});

test('another machine’s clock: chosen, seen, followed', async () => {
  await engine.connectMidi();
  await button('MIDI in').click();
  await field('Clock from').selectOptions('Keys');
  expect(engine.calls).toContain('chooseMidiInput keys');
  await expect.element(page.getByText('No clock is heard')).toBeVisible();
  engine.midi.clock({ state: 'running', bpm: 119.96, position: 33.2, jitter: 1.84, stable: true });
  await expect.element(page.getByText('Running, stable')).toBeVisible();
  await expect.element(page.getByText('120.0 bpm')).toBeVisible();
  find('midi-in parameter-control input[value="1"]')!.click();
  expect(engine.calls).toContain('set clockSource 1');
});

test('learned controls come from a file, and its faults are said', async () => {
  await button('MIDI in').click();
  const file = (controller: number) =>
    JSON.stringify({
      format: 'rhythmicnet-controls',
      version: 1,
      parameters: [{ parameter: 'density', channel: 1, controller }],
      actions: [],
    });
  await upload('mine.json', file(200));
  await expect.poll(problem).toContain('parameters[0].controller is 200');
  await upload('mine.json', file(21));
  await expect.element(page.getByText('CC 21, channel 1')).toBeVisible();
});

test('every control of a machine is reached by the tab key and shows that it is', async () => {
  await addVolca();
  await button('More of kick: velocity, accent, end, choke').click();
  const wanted = new Set(
    deep('midi-panel')
      .flatMap(({ shadowRoot }) => deep('button, select, summary, input:not([type=file])', shadowRoot!))
      .filter((each) => each.checkVisibility()),
  );
  expect(wanted.size).toBeGreaterThan(70);
  const outlines = new Set<string>();
  for (let presses = 0; presses < 140 && wanted.size > 0; presses++) {
    await userEvent.keyboard('{Tab}');
    let focused: Element | null = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (focused instanceof HTMLElement && wanted.delete(focused)) outlines.add(getComputedStyle(focused).outlineStyle);
  }
  expect([...wanted].map(({ outerHTML }) => outerHTML)).toEqual([]);
  expect(outlines).toEqual(new Set(['solid']));
});

test('with reduced motion a struck row still shows, and nothing moves', async () => {
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
  await addVolca();
  const lit = watchLights();
  await button('Audition kick').click();
  await expect.poll(() => lit).toEqual(['kick']);
  const moving = deep('*', deep('midi-role-table')[0]!.shadowRoot!).filter((each) => each.getAnimations().length > 0);
  expect(moving).toEqual([]);
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: '' }] });
});
