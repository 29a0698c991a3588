/** The public API: embed the instrument in a page of your own. See README.md. */
export type { Beat, BeatState } from './beat/types.ts';
export type { SourceChoice, SourceStatus } from './camera/types.ts';
export { DEFAULT_SETTINGS, PARAMETERS, type Parameter, type ParameterName, type Settings } from './config.ts';
export { UserError } from './core/errors.ts';
export { VOICES, type Voice } from './core/voices.ts';
export type { DrumBar } from './drums/types.ts';
export { createEngine, type EngineConfig } from './engine/create-engine.ts';
export type { Engine, EngineState, Metrics, MidiPort, Notice } from './engine/types.ts';
export type { DrumEvent } from './schedule/types.ts';
export { RhythmicStage } from './ui/rhythmic-stage.ts';
