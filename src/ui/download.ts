import { fileName } from './text/file-name.ts';

/** Long enough for any browser to have begun reading the blob. */
const REVOKE_AFTER_MS = 10_000;

/** Hands a blob to the user as a file named by the present time, or the time that is given. */
export function download(blob: Blob, extension: string, date = new Date()): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(date, extension);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
