import { expect, test } from 'vitest';
import { USUAL_CONTROLS } from '../../src/drums/controls.ts';
import type { DrumBar, DrumControls, DrumWriter } from '../../src/drums/types.ts';
import { createDrummer } from '../../src/engine/drummer.ts';
import type { BarRequest } from '../../src/rhythm/types.ts';

const request = (bar: number): BarRequest => ({ bar }) as BarRequest;

/** Remembers what it was asked. */
function writerThatListens() {
  const asked: DrumControls[] = [];
  const writer: DrumWriter = {
    write: async (wanted, controls) => {
      asked.push(controls);
      return { request: wanted } as DrumBar;
    },
    reset: () => {},
    dispose: async () => {},
    provider: 'fallback',
  };
  return { asked, drummer: createDrummer(writer, () => USUAL_CONTROLS) };
}

test('a fill is asked for once, for the next bar', async () => {
  const { asked, drummer } = writerThatListens();
  await drummer.write(request(0));
  drummer.fill();
  await drummer.write(request(1));
  await drummer.write(request(2));
  expect(asked.map(({ fill }) => fill)).toEqual([false, true, false]);
});

test('hold is asked for until it is let go, also where a fill is asked for', async () => {
  const { asked, drummer } = writerThatListens();
  drummer.hold(true);
  await drummer.write(request(0));
  drummer.fill();
  await drummer.write(request(1));
  drummer.hold(false);
  await drummer.write(request(2));
  expect(asked.map(({ fill, hold }) => [fill, hold])).toEqual([
    [false, true],
    [true, true],
    [false, false],
  ]);
  drummer.hold(true);
  drummer.reset();
  await drummer.write(request(3));
  expect(asked.at(-1)!.hold).toBe(false);
});
