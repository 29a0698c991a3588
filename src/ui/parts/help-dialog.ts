import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../controls.styles.ts';
import { SHORTCUTS } from '../keys.ts';

const helpDialogStyles = css`
  dialog {
    max-width: min(30rem, 92vw);
    max-height: 92vh;
    padding: 1.5rem;
    border: 1px solid var(--rn-sys-line);
    border-radius: calc(var(--rn-sys-radius) * 2);
    background: var(--rn-sys-surface);
    color: inherit;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 60%);
  }
  h2 {
    margin: 0 0 1rem;
    font-size: 1.25rem;
    font-weight: 500;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.5rem 1.25rem;
    align-items: baseline;
    margin: 0 0 1.25rem;
    font-size: 0.9375rem;
  }
  dd {
    margin: 0;
  }
  kbd {
    display: inline-block;
    min-width: 2rem;
    padding: 0.125rem 0.5rem;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-sys-line);
    font: inherit;
    text-align: center;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 1rem;
    font-size: 0.875rem;
  }
  input {
    width: 1.125rem;
    height: 1.125rem;
    margin: 0 0.5rem 0 0;
    vertical-align: -0.2em;
    accent-color: var(--rn-sys-drums);
  }
`;

/** The keyboard shortcuts, and the switch that turns them off. Fires `shortcuts` with true or false, and `closed`. */
export class HelpDialog extends LitElement {
  static override properties: PropertyDeclarations = { shortcuts: { type: Boolean } };
  static override styles = [controls, helpDialogStyles];
  declare shortcuts: boolean;

  constructor() {
    super();
    this.shortcuts = true;
  }

  override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('closed'))}>
        <h2 id="title">Keyboard</h2>
        <dl>${SHORTCUTS.map(({ keys, does }) => html`<dt><kbd>${keys}</kbd></dt><dd>${does}</dd>`)}</dl>
        <form method="dialog" class="foot">
          <label><input type="checkbox" .checked=${this.shortcuts} @change=${this.#onSwitch} />Single-key shortcuts</label>
          <button autofocus>Close</button>
        </form>
      </dialog>
    `;
  }

  open(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  #onSwitch(event: Event): void {
    const { checked } = event.target as HTMLInputElement;
    this.dispatchEvent(new CustomEvent('shortcuts', { detail: checked }));
  }
}

customElements.define('help-dialog', HelpDialog);
