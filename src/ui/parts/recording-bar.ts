import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { RecordingInfo } from '../../outputs/recording/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { ICONS } from '../icons.ts';
import type { StageCommand } from '../keys.ts';
import { recordingWords } from '../text/recordings.ts';
import { EngineElement } from './engine-element.ts';

const recordingBarStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem;
  }
  button {
    min-height: 2rem;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  .recording {
    color: var(--rn-sys-alarm);
  }
`;

/** What is kept of a performance: sound, poses and a MIDI file. Fires `stage-command`, as the transport does. */
export class RecordingBar extends EngineElement {
  static override properties: PropertyDeclarations = {
    recording: { type: Boolean },
    sound: { type: Boolean },
    current: { state: true },
  };
  static override styles = [controls, recordingBarStyles];
  /** Poses are being recorded. */
  declare recording: boolean;
  /** Sound is to be recorded. */
  declare sound: boolean;
  /** The performance that is being played. */
  declare current: RecordingInfo | undefined;

  constructor() {
    super();
    this.recording = this.sound = false;
    this.current = undefined;
    new ObservableController(
      this,
      (engine) => engine.recordings$,
      (recordings) => {
        this.current = recordings.find(({ state }) => state === 'running');
      },
    );
  }

  override render(): TemplateResult {
    return html`
      <button class=${this.sound ? 'recording' : ''} title="Record the sound to a .wav file, under Recordings"
        aria-pressed=${this.sound} @click=${() => this.#fire('record-sound')}>
        ${this.sound ? ICONS.stop : ICONS.record} ${recordingWords(this.sound, this.current)}
      </button>
      <button class=${this.recording ? 'recording' : ''} title="Record the body to a .pose.jsonl file"
        aria-pressed=${this.recording} @click=${() => this.#fire('record')}>
        ${this.recording ? ICONS.stop : ICONS.record} ${this.recording ? 'Recording: save poses' : 'Record poses'}
      </button>
      <button title="Save the performance since start as a MIDI file" @click=${() => this.#fire('save')}>
        ${ICONS.save} Save MIDI file
      </button>
      <slot></slot>
    `;
  }

  #fire(type: 'record' | 'record-sound' | 'save'): void {
    this.dispatchEvent(new CustomEvent<StageCommand>('stage-command', { detail: { type } }));
  }
}

customElements.define('recording-bar', RecordingBar);
