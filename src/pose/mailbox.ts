/** Room for one: a newer item overtakes the older, which is handed to `overtaken`. */
export interface Mailbox<T> {
  put(item: T): void;
  take(): T | undefined;
}

export function createMailbox<T>(overtaken: (item: T) => void): Mailbox<T> {
  let held: T | undefined;
  const take = (): T | undefined => {
    const item = held;
    held = undefined;
    return item;
  };
  const put = (item: T): void => {
    const older = take();
    if (older !== undefined) overtaken(older);
    held = item;
  };
  return { put, take };
}
