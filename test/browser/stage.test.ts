import axe from 'axe-core';
import type { Subject } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { createFakeEngine, type FakeEngine } from '../../demo/fake-engine.ts';
import '../../src/ui/rhythmic-stage.ts';
import type { ParameterControl } from '../../src/ui/parts/parameter-control.ts';
import type { RhythmicStage } from '../../src/ui/rhythmic-stage.ts';

const SIZES = [
  [1280, 720],
  [1920, 1080],
  [844, 390],
] as const;

let engine: FakeEngine;
let stage: RhythmicStage;

beforeEach(async () => {
  document.body.style.margin = '0';
  document.documentElement.lang = 'en';
  document.title = 'Stage';
  await page.viewport(1280, 720);
  engine = createFakeEngine({ lockAfter: -1 });
  stage = document.createElement('rhythmic-stage') as RhythmicStage;
  stage.engine = engine;
  const main = document.createElement('main');
  main.append(stage);
  document.body.append(main);
  engine.tick();
  await stage.updateComplete;
});

afterEach(async () => {
  stage.parentElement?.remove();
  document.documentElement.style.fontSize = '';
  await engine.dispose();
});

/** Every element under the root that matches a simple selector, through open shadow roots. */
function deep(selector: string, root: ParentNode): HTMLElement[] {
  const own = root instanceof Element && root.shadowRoot ? deep(selector, root.shadowRoot) : [];
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? deep(selector, shadowRoot) : [],
  );
  return [...own, ...root.querySelectorAll<HTMLElement>(selector), ...inside];
}

/** Every element at the end of a path of simple selectors, whatever shadow roots lie between. */
function findAll(path: string): HTMLElement[] {
  return path
    .split(' ')
    .reduce<ParentNode[]>(
      (roots, selector) => roots.flatMap((root) => deep(selector, root)),
      [document],
    ) as HTMLElement[];
}

const find = (path: string): HTMLElement | null => findAll(path)[0] ?? null;

function button(name: string): HTMLElement {
  const found = findAll('button').find(({ textContent }) => textContent?.trim() === name);
  if (!found) throw new Error(`no button "${name}"`);
  return found;
}

const key = (name: string): boolean =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, composed: true }),
  );

/** Pixels of a canvas that have this hue and strength: cells of drums or bars of accents. */
function pixels(canvas: HTMLElement, match: (red: number, green: number, blue: number) => boolean): number {
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let index = 0; index < data.length; index += 4)
    if (data[index + 3]! > 100 && match(data[index]!, data[index + 1]!, data[index + 2]!)) count++;
  return count;
}

const warm = (red: number, _green: number, blue: number): boolean => red > 200 && blue < 170;
const cool = (red: number, _green: number, blue: number): boolean => blue > red + 50;

test.each(SIZES)('no accessibility violations at %i x %i, set-up open', async (width, height) => {
  await page.viewport(width, height);
  button('Set-up').click();
  await engine.start();
  engine.notify([{ code: 'person-missing', level: 'warning', text: 'Nobody is seen. Step into the picture.' }]);
  await expect.poll(() => find('notice-list p')).not.toBeNull();
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
});

test.each([...SIZES, [640, 360] as const])(
  'mirror, grid, start and tempo are on the first screen at %i x %i',
  async (width, height) => {
    await page.viewport(width, height);
    for (const selector of ['stage-mirror', 'tempo-readout .number', 'bar-grid .cells', 'transport-bar .primary']) {
      const box = find(selector)!.getBoundingClientRect();
      expect(box.width, selector).toBeGreaterThan(40);
      expect(box.height, selector).toBeGreaterThan(30);
      expect(box.top, selector).toBeGreaterThanOrEqual(0);
      expect(box.bottom, selector).toBeLessThanOrEqual(height);
      expect(box.right, selector).toBeLessThanOrEqual(width);
    }
    expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(height);
    expect(stage.scrollWidth).toBeLessThanOrEqual(width);
  },
);

test('with text at 200 % the essential parts stay on the first screen and nothing is cut off sideways', async () => {
  document.documentElement.style.fontSize = '200%';
  await new Promise(requestAnimationFrame);
  for (const selector of ['stage-mirror', 'tempo-readout .number', 'bar-grid .cells', 'transport-bar .primary']) {
    const box = find(selector)!.getBoundingClientRect();
    expect(box.bottom, selector).toBeLessThanOrEqual(720);
    expect(box.right, selector).toBeLessThanOrEqual(1280);
  }
  expect(stage.scrollWidth).toBeLessThanOrEqual(1280);
});

test('the start button starts sound and gives way to the picture', async () => {
  await userEvent.click(button('Start sound'));
  expect(engine.calls).toContain('start');
  await expect.poll(() => find('.start-sound')).toBeNull();
  await userEvent.click(button('Stop'));
  expect(engine.calls).toContain('stop');
});

test('suspended audio brings the start button back with its reason', async () => {
  await engine.start();
  await expect.poll(() => find('.start-sound')).toBeNull();
  engine.notify([
    { code: 'audio-suspended', level: 'warning', text: 'The browser holds the sound back until you click.' },
  ]);
  await expect.poll(() => find('.begin')?.textContent).toContain('holds the sound back');
  await userEvent.click(button('Start sound'));
  expect(engine.calls).toContain('start');
});

test('every control is reached by the tab key and shows that it is', async () => {
  button('Set-up').click();
  await expect.poll(() => find('.set-up')).not.toBeNull();
  const wanted = new Set(
    deep('button, select, summary, input:not([type=file]):not([type=radio])', document).filter(
      (each) => !each.closest('dialog'),
    ),
  );
  const outlines: string[] = [];
  for (let presses = 0; presses < 60 && wanted.size > 0; presses++) {
    await userEvent.keyboard('{Tab}');
    let focused: Element | null = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!(focused instanceof HTMLElement) || !wanted.delete(focused)) continue;
    outlines.push(getComputedStyle(focused).outlineStyle);
  }
  expect([...wanted].map(({ outerHTML }) => outerHTML)).toEqual([]);
  expect(new Set(outlines)).toEqual(new Set(['solid']));
});

test('keys play the stage', async () => {
  for (const name of ['t', 'd', 'Escape', '2', 'm', 'm', 'r', ' ']) key(name);
  expect(engine.calls).toEqual([
    'tap',
    'downbeat',
    'panic',
    'set kit 1',
    'set volume -60',
    'set volume -6',
    'recordPoses true',
    'start',
  ]);
});

test('the hold button shows a hold, also one that a pedal asked for, and lets it go', async () => {
  engine.hold(true);
  await expect.poll(() => button('Hold')?.getAttribute('aria-pressed')).toBe('true');
  await userEvent.click(button('Hold'));
  expect(engine.calls).toContain('hold false');
  await expect.poll(() => button('Hold')?.getAttribute('aria-pressed')).toBe('false');
});

test('keys typed into a field stay there', async () => {
  button('Set-up').click();
  await expect.poll(() => find('input[type=number]')).not.toBeNull();
  find('input[type=number]')!.focus();
  await userEvent.keyboard('t d1');
  expect(engine.calls).toEqual([]);
});

test('help lists the shortcuts, holds them back while open, and can turn them off', async () => {
  key('?');
  const dialog = find('dialog') as HTMLDialogElement;
  expect(dialog.open).toBe(true);
  expect(dialog.textContent).toContain('Tap the beat');
  key('t');
  expect(engine.calls).toEqual([]);
  find('dialog input')!.click();
  dialog.close();
  await new Promise(requestAnimationFrame);
  key('t');
  expect(engine.calls).toEqual([]);
});

test('sliders, lists and choices set the parameter they are labelled with', async () => {
  const control = findAll('parameter-control').find((each) => (each as ParameterControl).name === 'temperature')!;
  const slider = deep('#field', control)[0] as HTMLInputElement;
  slider.value = '1.5';
  slider.dispatchEvent(new Event('input'));
  expect(engine.calls).toEqual(['set temperature 1.5']);
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('1.50');
});

test('the grid shows the bar that plays, and only then', async () => {
  const grid = find('bar-grid .surface')!;
  await expect.poll(() => pixels(grid, () => true)).toBeGreaterThan(0);
  expect(pixels(grid, warm)).toBe(0);
  await engine.start();
  await expect.poll(() => pixels(grid, warm), { timeout: 8000 }).toBeGreaterThan(500);
  expect(find('bar-grid .cells')!.getAttribute('aria-label')).toMatch(/Playing: Kick on 1/);
});

test('accents and skeleton are drawn as the body moves', async () => {
  await expect.poll(() => pixels(find('accent-strip .surface')!, cool), { timeout: 4000 }).toBeGreaterThan(100);
  await expect.poll(() => pixels(find('stage-mirror .surface')!, cool)).toBeGreaterThan(300);
});

test('the mirror mirrors cameras and files, not the dancer; a recording has its skeleton alone', async () => {
  const view = (): HTMLElement => find('stage-mirror .view')!;
  expect(view().classList.contains('mirrored')).toBe(false);
  button('Camera').click();
  await expect.poll(() => view().classList.contains('mirrored')).toBe(true);
  expect(view().querySelectorAll('canvas').length).toBe(2);
  engine.set('mirror', 0);
  await expect.poll(() => view().classList.contains('mirrored')).toBe(false);
  await engine.use({ kind: 'recording', file: new Blob(), name: 'x', loop: true });
  await expect.poll(() => view().querySelectorAll('canvas').length).toBe(1);
});

test('cameras are listed by name', async () => {
  button('Camera').click();
  await expect.poll(() => find('source-picker select')?.textContent).toContain('Front camera');
});

function drop(file: File): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
}

test('dropped files become the source, or say why not', async () => {
  drop(new File(['x'], 'dance.webm', { type: 'video/webm' }));
  drop(new File(['x'], 'me.pose.jsonl'));
  expect(engine.calls).toEqual(['use file', 'use recording']);
  drop(new File(['x'], 'notes.txt'));
  await expect
    .poll(() => find('[role=alert]')?.textContent)
    .toContain('“notes.txt” is neither a video nor a pose recording');
  find('notice-list button')!.click();
  await expect.poll(() => find('[role=alert]')?.textContent?.trim()).toBe('');
});

test('recordings are handed over as named files', async () => {
  const names: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  const poses = button('Record poses');
  poses.click();
  await expect.poll(() => poses.textContent).toContain('save poses');
  poses.click();
  button('Save MIDI file').click();
  await expect.poll(() => names).toHaveLength(2);
  expect(names[0]).toMatch(/^rhythmicnet-\d{4}-\d\d-\d\d-\d{6}\.pose\.jsonl$/);
  expect(names[1]).toMatch(/^rhythmicnet-\d{4}-\d\d-\d\d-\d{6}\.mid$/);
  click.mockRestore();
});

test('a screen reader hears the lock', async () => {
  await expect.poll(() => find('live-status p')?.textContent, { timeout: 4000 }).toBe('Locked, 112 bpm');
  expect(find('live-status p')!.getAttribute('aria-live')).toBe('polite');
});

/** How often each beat lamp is switched on within two seconds. */
async function countFlashes(): Promise<number[]> {
  const lamps = findAll('beat-light li');
  const counts = lamps.map(() => 0);
  const observer = new MutationObserver((records) => {
    for (const { target } of records)
      if ((target as Element).hasAttribute('data-on')) counts[lamps.indexOf(target as HTMLElement)]!++;
  });
  for (const lamp of lamps) observer.observe(lamp, { attributes: true, attributeFilter: ['data-on'] });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  observer.disconnect();
  return counts;
}

test('no flash is large or fast, even at 215 bpm', async () => {
  const fast = createFakeEngine({ bpm: 215, lockAfter: -1 });
  stage.engine = fast;
  await fast.start();
  const counts = await countFlashes();
  await fast.dispose();
  expect(Math.max(...counts)).toBeGreaterThan(0);
  expect(Math.max(...counts) / 2).toBeLessThanOrEqual(3);
  const area = findAll('beat-light li').reduce((sum, lamp) => sum + lamp.offsetWidth * lamp.offsetHeight, 0);
  expect(area / (1280 * 720)).toBeLessThan(0.005);
});

test('with reduced motion nothing glides or pulses, and the beat still shows', async () => {
  const media = (value: string) =>
    cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value }] });
  await media('reduce');
  await engine.start();
  await expect.poll(() => find('beat-light li[data-on]'), { timeout: 4000 }).not.toBeNull();
  expect(getComputedStyle(find('beat-light li[data-on]')!).animationName).toBe('none');
  expect(getComputedStyle(find('bar-grid .playhead')!).display).toBe('none');
  await media('');
});

test('a stage taken off the page lets go of its engine, and takes it up again when put back', async () => {
  const observed = (): boolean => (engine.state$ as Subject<unknown>).observed;
  const parent = stage.parentElement!;
  expect(observed()).toBe(true);
  stage.remove();
  expect(observed()).toBe(false);
  parent.append(stage);
  await expect.poll(observed).toBe(true);
});

test('the page asks no other server for anything', () => {
  const origins = performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin);
  expect(origins.length).toBeGreaterThan(0);
  expect(new Set(origins)).toEqual(new Set([location.origin]));
});
