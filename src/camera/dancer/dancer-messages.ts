import type { Hertz, Seconds } from '../../core/units.ts';
import type { ChoreographyOptions } from './choreography.ts';
import type { CameraView } from './virtual-camera.ts';

/** Main thread to the dancer's worker: once, to begin. Canvas and port are transferred. */
export interface DancerOrder {
  readonly canvas: OffscreenCanvas;
  readonly port: MessagePort;
  /** `performance.timeOrigin` of the main thread. */
  readonly clockOrigin: number;
  /** Stream time at which the dance begins. */
  readonly start: Seconds;
  readonly rate: Hertz;
  readonly dance: ChoreographyOptions;
  readonly view: CameraView;
  readonly lookSeed: number;
}

/** Worker to main thread, after the first picture. */
export interface DancerReport {
  readonly type: 'running';
}
