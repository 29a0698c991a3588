import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../controls.styles.ts';
import { ICONS } from '../icons.ts';
import type { StageCommand } from '../keys.ts';

const recordingBarStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  button {
    min-height: 2rem;
    font-size: 0.8125rem;
  }
  .recording {
    color: var(--rn-sys-alarm);
  }
`;

/** What is kept of a performance: poses and a MIDI file. Fires `stage-command`, as the transport does. */
export class RecordingBar extends LitElement {
  static override properties: PropertyDeclarations = { recording: { type: Boolean } };
  static override styles = [controls, recordingBarStyles];
  /** Poses are being recorded. */
  declare recording: boolean;

  constructor() {
    super();
    this.recording = false;
  }

  override render(): TemplateResult {
    return html`
      <button class=${this.recording ? 'recording' : ''} title="Record the body to a .pose.jsonl file"
        aria-pressed=${this.recording} @click=${() => this.#fire('record')}>
        ${this.recording ? ICONS.stop : ICONS.record} ${this.recording ? 'Recording: save poses' : 'Record poses'}
      </button>
      <button title="Save the performance since start as a MIDI file" @click=${() => this.#fire('save')}>
        ${ICONS.save} Save MIDI file
      </button>
    `;
  }

  #fire(type: 'record' | 'save'): void {
    this.dispatchEvent(new CustomEvent<StageCommand>('stage-command', { detail: { type } }));
  }
}

customElements.define('recording-bar', RecordingBar);
