import type { Seconds } from '../../core/units.ts';
import type { RecordedSound, RecordingFile, RecordingInfo } from '../../outputs/recording/types.ts';

/** Recorded sound is stereo, 32-bit float. */
const FRAME_BYTES = 8;

const two = (value: number): string => String(value).padStart(2, '0');

/** "0:07", "12:30", "1:02:03": whole seconds, rounded down as clocks do. */
export function formatDuration(seconds: Seconds): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** "980 kB", "12.4 MB", "2.1 GB": thousands, as file managers and shops count. */
export function formatBytes(bytes: number): string {
  if (bytes < 999_500) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 999_950_000) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Bytes of the recorded sound; 0 where none was. */
export function soundBytes(sounds: readonly Pick<RecordedSound, 'frames'>[]): number {
  return sounds.reduce((sum, { frames }) => sum + frames * FRAME_BYTES, 0);
}

/** Seconds of recorded sound, which may have begun after the performance. */
export function soundSeconds(sounds: readonly Pick<RecordedSound, 'frames' | 'sampleRate'>[]): Seconds {
  return sounds.reduce((sum, { frames, sampleRate }) => sum + frames / sampleRate, 0);
}

/** When a recording was begun, as its name: "23 Nov 2026, 21:30". */
export function recordingName({ begun }: Pick<RecordingInfo, 'begun'>, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(begun);
}

/** What is in a recording: "3:20 · sound, 76.8 MB · 1240 strokes". */
export function recordingContents({ length, sounds, strokes }: Omit<RecordingInfo, 'id' | 'begun'>): string {
  const sound = sounds.length > 0 ? `sound, ${formatBytes(soundBytes(sounds))}` : 'no sound';
  return [formatDuration(length), sound, `${strokes} ${strokes === 1 ? 'stroke' : 'strokes'}`].join(' · ');
}

/** What is special about a recording, for a person; '' where nothing is. */
export function recordingState({ state, place }: Pick<RecordingInfo, 'state' | 'place'>): string {
  if (state === 'running') return 'Being played';
  if (place === 'memory') return 'Gone when the page closes';
  return state === 'recovered' ? 'Recovered' : '';
}

/** The ending of one file's name: parts of a long recording are numbered. */
export function recordingExtension({ extension, part }: Omit<RecordingFile, 'blob'>, parts: number): string {
  return parts > 1 ? `${part}.${extension}` : extension;
}

/** What the record button says: whether sound is to be recorded, and what has been so far. */
export function recordingWords(wanted: boolean, running: Pick<RecordingInfo, 'sounds'> | undefined): string {
  if (!wanted) return 'Record sound';
  if (!running || running.sounds.length === 0) return 'Records from the start';
  const { sounds } = running;
  return `Recording ${formatDuration(soundSeconds(sounds))}, ${formatBytes(soundBytes(sounds))}`;
}
