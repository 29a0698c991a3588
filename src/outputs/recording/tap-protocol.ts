import type { SampleFrame } from '../../core/units.ts';
import type { TapChunk } from '../synth/protocol.ts';

/** Given to the tap's processor when it is made. */
export interface TapOptions {
  /** It begins when 'to' has come and sends there, not to its own port. */
  readonly elsewhere: boolean;
}

/** Main thread to tap. */
export type TapCommand =
  /** Where chunks go; they may be sent back there to be filled again. */
  | { readonly type: 'to'; readonly port: MessagePort }
  /** What has been heard so far is sent, then the end; nothing follows. */
  | { readonly type: 'stop' };

/** Tap to whoever keeps the sound. */
export type TapMessage = TapChunk | { readonly end: SampleFrame };
