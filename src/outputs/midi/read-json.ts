import { UserError } from '../../core/errors.ts';

/** Takes a value of unknown kind found at `path`; gives it back typed, or throws a `UserError` that says what was expected. */
export type Read<T> = (value: unknown, path: string) => T;
type Fields = Readonly<Record<string, Read<unknown>>>;
type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Read<infer T> ? T : never };

const SHOWN = 60;

/** A value as a message shows it. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** The error that every reader throws. */
export const unexpected = (path: string, value: unknown, expected: string): UserError =>
  new UserError(
    'midi-devices-invalid',
    `${path} is ${value === undefined ? 'missing' : shown(value)}.`,
    `It must be ${expected}.`,
  );

/** A number from `min` to `max`. */
export const number =
  (min: number, max: number): Read<number> =>
  (value, path) => {
    if (typeof value === 'number' && value >= min && value <= max) return value;
    throw unexpected(path, value, `a number from ${min} to ${max}`);
  };

/** A whole number from `min` to `max`. */
export const whole =
  (min: number, max: number): Read<number> =>
  (value, path) => {
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
    throw unexpected(path, value, `a whole number from ${min} to ${max}`);
  };

/** Text of 1 to `most` characters. */
export const text =
  (most: number): Read<string> =>
  (value, path) => {
    if (typeof value === 'string' && value.length > 0 && value.length <= most) return value;
    throw unexpected(path, value, `text of 1 to ${most} characters`);
  };

export const flag: Read<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw unexpected(path, value, 'true or false');
};

/** One of a few words. */
export const oneOf =
  <T extends string>(words: readonly T[]): Read<T> =>
  (value, path) => {
    if (words.includes(value as T)) return value as T;
    throw unexpected(path, value, `one of ${words.join(', ')}`);
  };

export const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value, path) =>
    value === null ? null : read(value, path);

export const listOf =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw unexpected(path, value, 'a list');
    return value.map((item, i) => read(item, `${path}[${i}]`));
  };

/** An object with all of `fields`, any of `optional`, and nothing else: a misspelt field is not passed over. */
export const object =
  <F extends Fields, O extends Fields = Record<never, never>>(
    fields: F,
    optional: O = {} as O,
  ): Read<Values<F> & Partial<Values<O>>> =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw unexpected(path, value, 'an object in braces');
    const given = value as Readonly<Record<string, unknown>>;
    const known: Fields = { ...fields, ...optional };
    for (const name of Object.keys(given))
      if (!Object.hasOwn(known, name))
        throw unexpected(`${path}.${name}`, given[name], `left out: known here are ${Object.keys(known).join(', ')}`);
    const present = Object.entries(known).filter(([name]) => name in fields || given[name] !== undefined);
    return Object.fromEntries(
      present.map(([name, read]) => [name, read(given[name], `${path}.${name}`)]),
    ) as Values<F> & Partial<Values<O>>;
  };
