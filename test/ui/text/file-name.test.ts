import { expect, test } from 'vitest';
import { fileName, sourceOfFile } from '../../../src/ui/text/file-name.ts';

test('a file name sorts by time', () => {
  expect(fileName(new Date(2026, 4, 1, 21, 5, 9), 'mid')).toBe('rhythmicnet-2026-05-01-210509.mid');
});

test.each([
  ['dance.mp4', 'video/mp4', 'file'],
  ['dance.MOV', '', 'file'],
  ['me.pose.jsonl', '', 'recording'],
])('%s is a %s source', (name, type, kind) => {
  expect(sourceOfFile(new File(['x'], name, { type }), true)).toMatchObject({ kind, name, loop: true });
});

test('anything else is refused', () => {
  expect(sourceOfFile(new File(['x'], 'notes.txt', { type: 'text/plain' }), true)).toBeNull();
});
