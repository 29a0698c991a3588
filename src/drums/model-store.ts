import { UserError } from '../core/errors.ts';
import { sha256 } from '../core/sha256.ts';
import type { Shapes } from './runtime.ts';

/** Fetches one file of the `models` folder by its name. Rejects if it cannot. */
export type LoadModel = (name: string) => Promise<Uint8Array>;

/** One file of a model. */
export interface FileEntry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One ONNX file and what goes in and out of it. */
export interface ModelEntry extends FileEntry {
  readonly inputs: Shapes;
  readonly outputs: Shapes;
}

/** `models/manifest.json`, as the export script writes it. */
export interface Manifest {
  readonly version: string;
  readonly models: Readonly<Record<'hits' | 'groove', ModelEntry>>;
  /** Where each field of the condition vector begins, and how wide it is. */
  readonly condition: Readonly<Record<string, { readonly at: number; readonly size: number }>>;
  /** The names of the model's styles; a style is its index here. */
  readonly styles: readonly string[];
}

const REMEDY = 'Fetch the models folder again; all its files must be of one version.';

/** @throws UserError if the manifest cannot be had or read. */
export async function loadManifest(load: LoadModel): Promise<Manifest> {
  try {
    const manifest = JSON.parse(new TextDecoder().decode(await load('manifest.json'))) as Manifest;
    if (!manifest.models.hits.file || !manifest.models.groove.file) throw new Error('it lists no hits or groove model');
    return manifest;
  } catch (cause) {
    throw new UserError('model-manifest', `The drum models' manifest.json could not be read: ${cause}.`, REMEDY, {
      cause,
    });
  }
}

/** @throws UserError if the file cannot be had, or is not the one that the manifest names. */
export async function loadChecked(load: LoadModel, entry: FileEntry): Promise<Uint8Array> {
  const bytes = await load(entry.file).catch((cause: unknown) => {
    throw new UserError('model-missing', `The drum model ${entry.file} could not be fetched: ${cause}.`, REMEDY, {
      cause,
    });
  });
  const found = await sha256(bytes);
  if (found === entry.sha256) return bytes;
  const what = `${entry.file} has ${bytes.length} bytes and sha256 ${found}, the manifest says ${entry.bytes} and ${entry.sha256}.`;
  throw new UserError('model-mismatch', what, REMEDY);
}
