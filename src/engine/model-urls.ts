import beatUrl from '../../models/beat.onnx?url';
import tempoUrl from '../../models/beat-tempo.json?url';
import grooveUrl from '../../models/drum-groove.onnx?url';
import hitsUrl from '../../models/drum-hits.onnx?url';
import manifest from '../../models/manifest.json';

/** Where the bundler put each file of the `models` folder. */
const URLS: Readonly<Record<string, string>> = {
  'beat.onnx': beatUrl,
  'beat-tempo.json': tempoUrl,
  'drum-hits.onnx': hitsUrl,
  'drum-groove.onnx': grooveUrl,
};

/** A model file by name, from this page's own server. Rejects where it can't be had. */
export async function loadModel(name: string): Promise<Uint8Array> {
  if (name === 'manifest.json') return new TextEncoder().encode(JSON.stringify(manifest));
  const response = await fetch(URLS[name] ?? name);
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
