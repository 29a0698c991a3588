import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RecordingInfo } from '../../outputs/recording/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { download } from '../download.ts';
import { ICONS } from '../icons.ts';
import { recordingContents, recordingExtension, recordingName, recordingState } from '../text/recordings.ts';
import { EngineElement } from './engine-element.ts';
import { recordingsPanelStyles } from './recordings-panel.styles.ts';

/** What was played, newest first: to be downloaded or deleted. */
export class RecordingsPanel extends EngineElement {
  static override properties: PropertyDeclarations = {
    recordings: { state: true },
    doomed: { state: true },
    trouble: { state: true },
  };
  static override styles = [controls, recordingsPanelStyles];
  declare recordings: readonly RecordingInfo[];
  /** The id of the recording that is about to be deleted. */
  declare doomed: string;
  /** Why a download or a deletion failed. */
  declare trouble: string;

  constructor() {
    super();
    this.recordings = [];
    this.doomed = this.trouble = '';
    new ObservableController(
      this,
      (engine) => engine.recordings$,
      (recordings) => {
        this.recordings = recordings;
      },
    );
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('doomed')) this.renderRoot.querySelector<HTMLElement>('[data-focus]')?.focus();
  }

  override render(): TemplateResult {
    return html`
      <p class="quiet">
        Every performance is kept as it is played; its sound where “Record sound” is on. Recordings stay in this browser until
        you delete them.
      </p>
      <p class="trouble" role="alert">${this.trouble}</p>
      ${
        this.recordings.length === 0
          ? html`<p>Nothing has been played yet.</p>`
          : html`<ul>${repeat(
              this.recordings,
              ({ id }) => id,
              (recording) => this.#item(recording),
            )}</ul>`
      }
    `;
  }

  #item(recording: RecordingInfo): TemplateResult {
    const state = recordingState(recording);
    return html`
      <li>
        <div class="what">
          <h3>${recordingName(recording)}</h3>
          <p class="quiet">${state ? html`<strong>${state}</strong> · ` : nothing}${recordingContents(recording)}</p>
        </div>
        <div class="buttons" role="group" aria-label=${recordingName(recording)}>
          ${recording.id === this.doomed ? this.#confirm(recording) : this.#actions(recording)}
        </div>
      </li>
    `;
  }

  #actions(recording: RecordingInfo): TemplateResult {
    const { id, state, sounds } = recording;
    const running = state === 'running';
    return html`
      <button ?disabled=${running || sounds.length === 0} @click=${() => this.#download(recording, 'audio')}>
        ${ICONS.save} Sound .wav
      </button>
      <button @click=${() => this.#download(recording, 'midi')}>${ICONS.save} MIDI .mid</button>
      <button ?disabled=${running} @click=${() => this.#doom(id)}>Delete</button>
    `;
  }

  #confirm({ id }: RecordingInfo): TemplateResult {
    return html`
      <span>Delete for good?</span>
      <button class="delete" @click=${() => this.#delete(id)}>Delete</button>
      <button data-focus @click=${() => this.#doom('')}>Keep</button>
    `;
  }

  #doom(id: string): void {
    this.doomed = id;
  }

  async #download({ id, begun }: RecordingInfo, kind: 'midi' | 'audio'): Promise<void> {
    await this.#try(async (engine) => {
      const files = await engine.downloadRecording(id, kind);
      for (const file of files) download(file.blob, recordingExtension(file, files.length), new Date(begun));
    });
  }

  async #delete(id: string): Promise<void> {
    this.#doom('');
    await this.#try((engine) => engine.deleteRecording(id));
  }

  async #try(work: (engine: NonNullable<RecordingsPanel['engine']>) => Promise<void>): Promise<void> {
    if (!this.engine) return;
    this.trouble = '';
    try {
      await work(this.engine);
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }
}

customElements.define('recordings-panel', RecordingsPanel);
