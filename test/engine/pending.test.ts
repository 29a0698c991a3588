import { expect, test } from 'vitest';
import { createPendingCount } from '../../src/engine/pending.ts';

test('idle resolves at once when nothing is pending', async () => {
  await expect(createPendingCount().idle()).resolves.toBeUndefined();
});

test('idle waits until everything that entered has left', async () => {
  const pending = createPendingCount();
  let idle = false;
  pending.enter();
  pending.enter();
  const done = pending.idle().then(() => {
    idle = true;
  });
  pending.leave();
  await Promise.resolve();
  expect(idle).toBe(false);
  pending.leave();
  await done;
  expect(idle).toBe(true);
});

test('what enters as the last one leaves is waited for', async () => {
  const pending = createPendingCount();
  let idle = false;
  pending.enter();
  const done = pending.idle().then(() => {
    idle = true;
  });
  pending.leave();
  pending.enter();
  await new Promise((resolve) => setTimeout(resolve));
  expect(idle).toBe(false);
  pending.leave();
  await done;
});
