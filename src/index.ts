/** The public API: embed the instrument in a page of your own. See README.md. */
export type { Beat, BeatState } from './beat/types.ts';
export type { SourceChoice, SourceStatus } from './camera/types.ts';
export { DEFAULT_SETTINGS, PARAMETERS, type Parameter, type ParameterName, type Settings } from './config.ts';
export { ACTIONS, type ActionName, type Bindings, type ClockReading, type MidiInputInfo } from './control/types.ts';
export { UserError } from './core/errors.ts';
export { SOUNDS, type Sound, VOICES, type Voice } from './core/voices.ts';
export type { DrumBar } from './drums/types.ts';
export type {
  Calibration,
  CalibrationKind,
  CalibrationProgress,
  CalibrationResult,
} from './engine/calibration/types.ts';
export { createEngine, type EngineConfig } from './engine/create-engine.ts';
export type { ControlTarget, Engine, EngineState, Metrics, Notice } from './engine/types.ts';
export type { DeviceHealth, DeviceMap, DeviceSetup, MidiPortInfo, Role } from './outputs/midi/types.ts';
export type { RecordedSound, RecordingFile, RecordingInfo } from './outputs/recording/types.ts';
export type { DrumEvent } from './schedule/types.ts';
export { RhythmicStage } from './ui/rhythmic-stage.ts';
