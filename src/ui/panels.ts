import { html, type TemplateResult } from 'lit';
import type { Engine } from '../engine/types.ts';
import './parts/calibration-panel.ts';
import './parts/midi-panel.ts';
import './parts/recordings-panel.ts';
import './parts/sound-panel.ts';

/** What opens in the place of mirror and score. Start, stop and panic stay where they are. */
export interface Panel {
  readonly label: string;
  /** Where its button is. */
  readonly door: 'head' | 'set-up' | 'foot';
  /** Only the score gives way, where there is room: the dancer wants to see the mirror. */
  readonly beside?: boolean;
  show(engine: Engine | null): TemplateResult;
}

export const PANELS: Readonly<Record<string, Panel>> = {
  sound: { label: 'Sound', door: 'head', show: (engine) => html`<sound-panel .engine=${engine}></sound-panel>` },
  midi: { label: 'MIDI', door: 'head', show: (engine) => html`<midi-panel .engine=${engine}></midi-panel>` },
  calibration: {
    label: 'Calibration',
    door: 'set-up',
    beside: true,
    show: (engine) => html`<calibration-panel .engine=${engine}></calibration-panel>`,
  },
  recordings: {
    label: 'Recordings',
    door: 'foot',
    show: (engine) => html`<recordings-panel .engine=${engine}></recordings-panel>`,
  },
};
