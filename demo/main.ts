import { createEngine, type RhythmicStage } from '../src/index.ts';

const stage = document.querySelector<RhythmicStage>('rhythmic-stage')!;
const engine = createEngine();
stage.engine = engine;
void engine.use({ kind: 'dancer' });

declare global {
  interface Window {
    /** For the console, and for tests that look over the instrument's shoulder. */
    engine: typeof engine;
  }
}
window.engine = engine;
