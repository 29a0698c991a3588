import { UserError } from '../core/errors.ts';

/** What went wrong with a camera, and whether waiting can mend it. */
export interface CameraTrouble {
  readonly error: UserError;
  /** 'failed': the user has to allow something. 'waiting': it is tried again by itself. */
  readonly state: 'waiting' | 'failed';
}

const trouble = (
  state: CameraTrouble['state'],
  code: string,
  what: string,
  remedy: string,
  cause?: unknown,
): CameraTrouble => ({
  state,
  error: new UserError(code, what, remedy, { cause }),
});

export const INSECURE = trouble(
  'failed',
  'camera-insecure',
  'This browser gives no camera to this page.',
  'Open it over https or as localhost, in a current browser.',
);

export const UNPLUGGED = trouble(
  'waiting',
  'camera-unplugged',
  'The camera was unplugged or switched off.',
  'Plug it in again: it is taken up by itself.',
);

export const SILENT = trouble(
  'waiting',
  'camera-silent',
  'The camera has sent no picture for two seconds.',
  'It is being restarted. If that does not help, plug it out and in, or choose another one.',
);

/** By the name of the DOMException that getUserMedia rejects with. */
export function cameraTrouble(cause: unknown): CameraTrouble {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return trouble(
      'failed',
      'camera-denied',
      'The camera is not allowed here.',
      'Allow it at the camera sign in the address bar; it then starts by itself.',
      cause,
    );
  if (name === 'NotFoundError')
    return trouble(
      'waiting',
      'camera-missing',
      'No camera was found.',
      'Plug one in: it is taken up by itself.',
      cause,
    );
  if (name === 'NotReadableError' || name === 'AbortError')
    return trouble(
      'waiting',
      'camera-busy',
      'The camera is in use by another program.',
      'Close that program: the camera is tried again every two seconds.',
      cause,
    );
  if (name === 'OverconstrainedError')
    return trouble(
      'waiting',
      'camera-unsuitable',
      'No camera can do what was asked.',
      'Choose another camera or size.',
      cause,
    );
  return trouble(
    'waiting',
    'camera-failed',
    `The camera did not start: ${String(cause)}.`,
    'It is tried again every two seconds.',
    cause,
  );
}
