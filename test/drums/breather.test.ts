import { expect, test } from 'vitest';
import { createBreather } from '../../src/drums/breather.ts';

test('one bar without the nets after the first late one, twice as many after every next, none after one in time', () => {
  const breather = createBreather(250);
  /** For every bar what it takes; '-' where it goes without the nets. */
  const played = (times: readonly number[]): string => {
    const waiting = [...times];
    let said = '';
    while (waiting.length > 0) {
      if (breather.rests()) said += '-';
      else said += breather.took(waiting.shift()!) > 0 ? 'L' : 'o';
    }
    return said;
  };
  expect(played([10, 300, 300, 300, 10, 300, 250])).toBe('oL-L--L----oL-o');
  expect(played([300, 300, 300, 300, 300, 300, 300])).toBe(`L-L--L----L--------L${'-'.repeat(16)}L${'-'.repeat(16)}L`);
});
