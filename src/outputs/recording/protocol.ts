import type { Beat } from '../../beat/types.ts';
import type { Milliseconds, Seconds } from '../../core/units.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import type { RecordingFile, RecordingInfo } from './types.ts';

/** Main thread to recording worker. Commands are carried out one after the other. */
export type RecordingCommand =
  /** A performance begins; the one before, if it still runs, ends. */
  | { readonly type: 'begin'; readonly begun: Milliseconds; readonly start: Seconds }
  | { readonly type: 'beat'; readonly beat: Beat }
  | { readonly type: 'strokes'; readonly strokes: readonly DrumEvent[] }
  /** The running performance's sound comes in through the port, as `TapMessage`s. */
  | { readonly type: 'sound'; readonly port: MessagePort; readonly sampleRate: number }
  | { readonly type: 'end' }
  /** A request: answered by an 'answer' or a 'refusal' of the same number. */
  | { readonly type: 'files'; readonly request: number; readonly id: string; readonly kind: RecordingFile['extension'] }
  | { readonly type: 'remove'; readonly request: number; readonly id: string }
  /** Ends what runs, without waiting for its last sound. */
  | { readonly type: 'close'; readonly request: number };

/** Recording worker to main thread. */
export type RecordingReport =
  /** Newest first. After every change, and once a second. */
  | { readonly type: 'list'; readonly place: RecordingInfo['place']; readonly recordings: readonly RecordingInfo[] }
  /** So many recordings that a crash had left unfinished are whole again. */
  | { readonly type: 'recovered'; readonly count: number }
  | { readonly type: 'answer'; readonly request: number; readonly files: readonly RecordingFile[] }
  /** The fields of a `UserError`, which does not survive being posted. */
  | {
      readonly type: 'refusal';
      readonly request: number;
      readonly code: string;
      readonly what: string;
      readonly remedy: string;
    }
  | { readonly type: 'problem'; readonly code: string; readonly what: string; readonly remedy: string };
