import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../controls.styles.ts';
import { download } from '../download.ts';
import { midiFieldsStyles } from './midi-fields.styles.ts';

/** Where a set of things goes to and comes from, as JSON. */
export interface Archive {
  /** "machines", as in "Export machines". */
  readonly things: string;
  /** The file's ending. */
  readonly extension: string;
  /** Takes what a file says in the place of what there is. @throws Error that says what is wrong with it */
  read(json: string): void;
  write(): string;
}

/** Export to a file and import from one. What is wrong with a file is said here; an import can be taken back. */
export class MidiFiles extends LitElement {
  static override properties: PropertyDeclarations = {
    archive: { attribute: false },
    problem: { state: true },
    taken: { state: true },
  };
  static override styles = [controls, midiFieldsStyles];
  declare archive: Archive | null;
  declare problem: string;
  /** The last import, with what there was before; null: none, or taken back. */
  declare taken: { readonly file: string; readonly json: string } | null;

  constructor() {
    super();
    this.archive = this.taken = null;
    this.problem = '';
  }

  override render(): TemplateResult {
    const things = this.archive?.things;
    return html`
      <div class="row">
        <button aria-label="Export ${things}" @click=${this.#onExport}>Export</button>
        <button aria-label="Import ${things}" @click=${this.#onImport}>Import …</button>
        <input class="visually-hidden" type="file" accept=".json,application/json" tabindex="-1" aria-hidden="true"
          @change=${this.#onFile} />
      </div>
      <div role="alert">${this.problem ? html`<p class="problem">${this.problem}</p>` : nothing}</div>
      <div role="status">${this.taken ? this.#done(this.taken.file) : nothing}</div>
    `;
  }

  #done(file: string): TemplateResult {
    return html`<p class="row quiet">Taken from “${file}”. <button @click=${this.#undo}>Undo</button></p>`;
  }

  #onExport(): void {
    const { write, extension } = this.archive ?? {};
    if (write && extension) download(new Blob([write()], { type: 'application/json' }), extension);
  }

  #onImport(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  async #onFile(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file || !this.archive) return;
    const json = await file.text();
    input.value = '';
    const before = { file: file.name, json: this.archive.write() };
    this.taken = this.#read(json, file.name) ? before : null;
  }

  #undo(): void {
    if (this.taken && this.#read(this.taken.json, this.taken.file)) this.taken = null;
  }

  #read(json: string, file: string): boolean {
    try {
      this.archive?.read(json);
      this.problem = '';
      return true;
    } catch (error) {
      this.problem = `“${file}” was not taken. ${error instanceof Error ? error.message : error}`;
      return false;
    }
  }
}

customElements.define('midi-files', MidiFiles);
