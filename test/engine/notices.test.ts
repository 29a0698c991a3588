import { expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { asNotice, createNoticeBoard } from '../../src/engine/notices.ts';
import type { Notice } from '../../src/engine/types.ts';

const denied = asNotice(new UserError('camera-denied', 'The camera was denied.', 'Allow it in the address bar.'));

test('a notice is what happened and what to do', () => {
  expect(denied).toEqual({
    code: 'camera-denied',
    level: 'error',
    text: 'The camera was denied. Allow it in the address bar.',
  });
});

test('one notice a topic; the same text twice is told once; null takes it down', () => {
  const board = createNoticeBoard();
  const seen: (readonly Notice[])[] = [];
  board.notices$.subscribe((notices) => seen.push(notices));
  board.post('source', denied);
  board.post('source', denied);
  board.post('midi', null);
  board.post('source', { ...denied, text: 'Another.' });
  board.post('source', null);
  expect(seen.map((notices) => notices.map(({ text }) => text))).toEqual([[], [denied.text], ['Another.'], []]);
});
