import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Source, SourceChoice } from '../../camera/types.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { sourceOfFile } from '../text/file-name.ts';
import { EngineElement } from './engine-element.ts';
import { sourcePickerStyles } from './source-picker.styles.ts';

interface Camera {
  readonly id: string;
  readonly label: string;
}

const KINDS: readonly { readonly kind: Source['kind']; readonly label: string; readonly title: string }[] = [
  { kind: 'dancer', label: 'Dancer', title: 'A drawn dancer' },
  { kind: 'webcam', label: 'Camera', title: 'You, in front of a camera' },
  { kind: 'file', label: 'Video', title: 'A video file; drop one anywhere on the page' },
  { kind: 'recording', label: 'Poses', title: 'A pose recording (.pose.jsonl); drop one anywhere on the page' },
];

const ACCEPT = { file: 'video/*', recording: '.jsonl,.json' } as const;

/** Which body plays. Fires `source-choice` with a `SourceChoice`, `source-refused` with the name of an unusable file. */
export class SourcePicker extends EngineElement {
  static override properties: PropertyDeclarations = {
    kind: { state: true },
    cameraList: { state: true },
    loop: { state: true },
  };
  static override styles = [controls, sourcePickerStyles];
  declare kind: Source['kind'] | 'none';
  declare cameraList: readonly Camera[];
  declare loop: boolean;

  #camera = '';
  #file: File | null = null;

  constructor() {
    super();
    this.kind = 'none';
    this.cameraList = [];
    this.loop = true;
    new ObservableController(
      this,
      (engine) => engine.state$,
      ({ source }) => this.#onKind(source.kind, source.state === 'running'),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDevices);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDevices);
  }

  override render(): TemplateResult {
    const buttons = KINDS.map(
      ({ kind, label, title }) => html`
        <button title=${title} aria-pressed=${kind === this.kind} @click=${() => this.#pick(kind)}>${label}</button>
      `,
    );
    return html`
      <div class="group" role="group" aria-label="Source">${buttons}</div>
      ${this.#details()}
      <input class="visually-hidden" type="file" tabindex="-1" aria-hidden="true" @change=${this.#onFile} />
    `;
  }

  /** Takes a dropped or picked file as the source. */
  take(file: File): void {
    const choice = sourceOfFile(file, this.loop);
    if (choice) this.#file = file;
    this.dispatchEvent(
      choice
        ? new CustomEvent('source-choice', { detail: choice })
        : new CustomEvent('source-refused', { detail: file.name }),
    );
  }

  #details(): TemplateResult | '' {
    if (this.kind === 'webcam') return this.#cameras();
    if (this.kind === 'dancer' || this.kind === 'none') return '';
    return html`
      <label class="loop"><input type="checkbox" .checked=${this.loop} @change=${this.#onLoop} /> Loop</label>
    `;
  }

  #cameras(): TemplateResult {
    const options = this.cameraList.map(
      ({ id, label }, index) =>
        html`<option value=${id} ?selected=${id === this.#camera}>${label || `Camera ${index + 1}`}</option>`,
    );
    return html`
      <select aria-label="Camera" @change=${this.#onCamera}>
        <option value="">Any camera</option>
        ${options}
      </select>
    `;
  }

  #onKind(kind: Source['kind'] | 'none', running: boolean): void {
    const unnamed = this.cameraList.every(({ label }) => label === '');
    if (kind === 'webcam' && running && (kind !== this.kind || unnamed)) this.#onDevices();
    if (kind !== 'webcam' || running) this.kind = kind;
  }

  /** Names of cameras are known only after permission, so the list is read again whenever something changes. */
  readonly #onDevices = (): void => {
    this.engine?.cameras().then(
      (cameras) => {
        this.cameraList = cameras;
      },
      () => {
        this.cameraList = [];
      },
    );
  };

  #pick(kind: Source['kind']): void {
    if (kind === 'file' || kind === 'recording') {
      const input = this.renderRoot.querySelector('input[type=file]') as HTMLInputElement;
      input.accept = ACCEPT[kind];
      input.click();
    } else if (kind === 'webcam') this.#useCamera();
    else this.#choose({ kind });
  }

  #useCamera(): void {
    this.#choose({ kind: 'webcam', ...(this.#camera ? { deviceId: this.#camera } : {}) });
  }

  #onCamera(event: Event): void {
    this.#camera = (event.target as HTMLSelectElement).value;
    this.#useCamera();
  }

  #onLoop(event: Event): void {
    this.loop = (event.target as HTMLInputElement).checked;
    if (this.#file) this.take(this.#file);
  }

  #onFile(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file) this.take(file);
  }

  #choose(choice: SourceChoice): void {
    this.dispatchEvent(new CustomEvent('source-choice', { detail: choice }));
  }
}

customElements.define('source-picker', SourcePicker);
