import type { SourceChoice } from '../../camera/types.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A name that sorts by time and says what it is: `rhythmicnet-2026-05-01-213000.mid`. Local time. */
export function fileName(date: Date, extension: string): string {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('');
  return `rhythmicnet-${day}-${time}.${extension}`;
}

/** The source that a dropped or picked file is, judged by name and type; null if it is neither video nor recording. */
export function sourceOfFile(file: File, loop: boolean): SourceChoice | null {
  if (/\.jsonl?$/i.test(file.name)) return { kind: 'recording', file, name: file.name, loop };
  if (file.type.startsWith('video/') || /\.(mp4|m4v|webm|mov|mkv|ogv)$/i.test(file.name))
    return { kind: 'file', file, name: file.name, loop };
  return null;
}
