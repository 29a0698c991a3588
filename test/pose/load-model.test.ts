import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadModel } from '../../src/pose/load-model.ts';

const bytes = new Uint8Array([1, 2, 3]);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const answer = (response: Response | Error) =>
  (async () => {
    if (response instanceof Error) throw response;
    return response;
  }) as typeof fetch;

test('the right bytes are loaded', async () => {
  expect(await loadModel({ url: 'm.task', sha256 }, answer(new Response(bytes)))).toEqual(bytes);
});

test.each<[string, Response | Error, string, RegExp]>([
  [
    'a changed byte',
    new Response(new Uint8Array([1, 2, 4])),
    'pose-model-changed',
    new RegExp(`3 bytes.*expected ${sha256}`),
  ],
  ['a missing file', new Response('', { status: 404 }), 'pose-model-missing', /m\.task.*answered 404/],
  ['no network', new TypeError('Failed to fetch'), 'pose-model-missing', /Failed to fetch/],
])('%s is refused', async (_, response, code, message) => {
  await expect(loadModel({ url: 'm.task', sha256 }, answer(response))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});
