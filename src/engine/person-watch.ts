import type { Seconds } from '../core/units.ts';
import type { Notice } from './types.ts';

/** So long may the picture be empty before anybody is told. */
const PATIENCE: Seconds = 4;

const MISSING: Notice = {
  code: 'person-missing',
  level: 'info',
  text: 'Nobody is in the picture. Step back until your whole body is in view, in good light.',
};

/** Tells when the picture has been empty for some seconds. */
export interface PersonWatch {
  /** @returns the notice to show, or null. */
  see(time: Seconds, present: boolean): Notice | null;
}

export function createPersonWatch(): PersonWatch {
  let lastSeen: Seconds | null = null;
  return {
    see: (time, present) => {
      if (present || lastSeen === null) lastSeen = time;
      return time - lastSeen > PATIENCE ? MISSING : null;
    },
  };
}
