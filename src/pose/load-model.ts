import { UserError } from '../core/errors.ts';
import { sha256 } from '../core/sha256.ts';
import type { ModelFile } from './models.ts';

async function download(url: string, get: typeof fetch): Promise<Uint8Array<ArrayBuffer>> {
  const remedy = 'Reload the page; if it persists, check that the server delivers this file.';
  const failed = (why: string, cause?: unknown): UserError =>
    new UserError('pose-model-missing', `The pose model ${url} could not be loaded: ${why}.`, remedy, { cause });
  try {
    const response = await get(url);
    if (!response.ok) throw failed(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw cause instanceof UserError ? cause : failed(String(cause), cause);
  }
}

/**
 * The bytes of a model, checked.
 * @throws UserError if it cannot be fetched or is not the file it should be.
 */
export async function loadModel(file: ModelFile, get: typeof fetch = fetch): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await download(file.url, get);
  const sum = await sha256(bytes);
  if (sum === file.sha256) return bytes;
  throw new UserError(
    'pose-model-changed',
    `The pose model ${file.url} (${bytes.length} bytes) has SHA-256 ${sum}, expected ${file.sha256}.`,
    'Run "npm ci" and build again: the file was changed or cut off on its way.',
  );
}
