import { expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { Notice } from '../../../src/engine/types.ts';
import { noticesOf } from '../../../src/ui/text/notices.ts';

const missing: Notice = { code: 'person-missing', level: 'info', text: 'Nobody is seen. Step back.' };
const failed = {
  kind: 'webcam',
  state: 'failed',
  error: new UserError('camera-denied', 'The camera is blocked.', 'Allow it beside the address.'),
} as const;

test('suspended audio is the big button, not a line', () => {
  const suspended: Notice = { code: 'audio-suspended', level: 'warning', text: 'Sound waits for a click.' };
  expect(noticesOf([suspended, missing], null, null)).toEqual([missing]);
});

test("a source's trouble is said with its remedy", () => {
  expect(noticesOf([], failed, null)).toEqual([
    { code: 'camera-denied', level: 'error', text: 'The camera is blocked. Allow it beside the address.' },
  ]);
});

test('and only once, however the engine says it', () => {
  const same: Notice = { code: 'camera-denied', level: 'error', text: 'Blocked.' };
  expect(noticesOf([same], failed, null)).toEqual([same]);
});

test("the page's own notice comes last", () => {
  const own: Notice = { code: 'page', level: 'error', text: 'Not a video.' };
  expect(noticesOf([missing], null, own)).toEqual([missing, own]);
});
