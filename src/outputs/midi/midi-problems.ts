import { UserError } from '../../core/errors.ts';

/** Why there are no notes: what a user meets, and what helps. The sound of the page goes on in every case. */
export const MIDI_PROBLEMS = {
  unsupported: () =>
    new UserError(
      'midi-unsupported',
      'This browser has no Web MIDI.',
      'Use Chrome, Edge or Firefox for MIDI. Sound goes on.',
    ),
  denied: (cause: unknown) =>
    new UserError(
      'midi-denied',
      'The browser was not allowed to use MIDI.',
      "Allow MIDI devices in the page's site settings, then connect again. Sound goes on.",
      { cause },
    ),
  unavailable: (cause: unknown) =>
    new UserError(
      'midi-unavailable',
      `MIDI could not be opened on this machine (${cause instanceof Error ? cause.message : cause}).`,
      'Check the MIDI driver, then connect again. Sound goes on.',
      { cause },
    ),
  noPort: () =>
    new UserError(
      'midi-no-port',
      'No MIDI output port was found.',
      'Plug a device in or open a virtual port. Sound goes on.',
    ),
  portsGone: (names: readonly string[]) =>
    new UserError(
      'midi-port-gone',
      names.length === 1
        ? `The MIDI port "${names[0]}" is gone.`
        : `These MIDI ports are gone: ${names.map((name) => `"${name}"`).join(', ')}.`,
      'It is used again as soon as it is plugged in.',
    ),
  twoClocks: (port: string) =>
    new UserError(
      'midi-two-clocks',
      `Two devices send a clock to the MIDI port "${port}".`,
      'Turn one of the two off: a machine would run at twice the tempo.',
    ),
} as const;

/** What a rejected request for MIDI means. */
export function requestProblem(cause: unknown): UserError {
  const name = cause instanceof Error ? cause.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError'
    ? MIDI_PROBLEMS.denied(cause)
    : MIDI_PROBLEMS.unavailable(cause);
}
