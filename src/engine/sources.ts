import { createDancerSource } from '../camera/dancer/dancer-source.ts';
import { createRecordingSource } from '../camera/recording-source.ts';
import type { Source, SourceChoice } from '../camera/types.ts';
import { createVideoFileSource } from '../camera/video-file-source.ts';
import { createWebcamSource } from '../camera/webcam-source.ts';
import type { PageClock } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';

export { listCameras } from '../camera/webcam-source.ts';

/** The source that the user chose. */
export function createSource(choice: SourceChoice, clock: PageClock, cameraDelay: () => Milliseconds): Source {
  switch (choice.kind) {
    case 'dancer':
      return createDancerSource(clock, choice);
    case 'webcam':
      return createWebcamSource({ ...choice, clock, cameraDelay });
    case 'file':
      return createVideoFileSource({ ...choice, clock });
    case 'recording':
      return createRecordingSource({ ...choice, clock });
  }
}
