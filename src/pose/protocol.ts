import type { PoseModel, PoseStats } from './types.ts';

/** Main thread to pose worker. */
export type PoseCommand =
  /** First of all. Poses go out through `output` as `PoseMessage`s. `maxPeople` null: as many as the delegate can afford. */
  | {
      readonly type: 'start';
      readonly model: PoseModel;
      readonly maxPeople: number | null;
      readonly output: MessagePort;
    }
  /** `SourceMessage`s come in through `port` from now on; what still comes through an earlier one is ignored. */
  | { readonly type: 'input'; readonly port: MessagePort }
  | { readonly type: 'model'; readonly model: PoseModel }
  /** For tests: breaks the model's graph, as a time stamp that goes back does. */
  | { readonly type: 'poison' };

/** Pose worker to main thread. */
export type PoseReport =
  | { readonly type: 'stats'; readonly stats: PoseStats }
  /** A model is loaded and warm. */
  | { readonly type: 'ready'; readonly model: PoseModel; readonly delegate: 'GPU' | 'CPU' }
  /** The fields of a `UserError`, which does not survive being posted. */
  | { readonly type: 'error'; readonly code: string; readonly what: string; readonly remedy: string };
