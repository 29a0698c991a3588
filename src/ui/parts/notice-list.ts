import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Notice } from '../../engine/types.ts';
import { controls } from '../controls.styles.ts';
import { ICONS } from '../icons.ts';

const noticeListStyles = css`
  :host {
    display: grid;
    justify-items: start;
    gap: 0.5rem;
  }
  p {
    display: flex;
    align-items: flex-start;
    gap: 0.625rem;
    max-width: 40rem;
    margin: 0 0 0.5rem;
    padding: 0.625rem 0.875rem;
    border-left: 3px solid var(--rn-sys-body);
    border-radius: var(--rn-sys-radius);
    background: var(--rn-sys-raised);
    font-size: 0.9375rem;
    line-height: 1.4;
  }
  p[data-level='warning'] {
    border-color: var(--rn-sys-drums);
  }
  p[data-level='error'] {
    border-color: var(--rn-sys-alarm);
  }
  svg {
    margin-top: 0.1em;
  }
  button {
    min-height: 1.5rem;
    margin-left: 0.5rem;
    padding: 0 0.5rem;
  }
`;

const WORDS = { info: 'Note:', warning: 'Warning:', error: 'Error:' } as const;

/** What the user should know or do. Errors interrupt a screen reader, the rest waits its turn. */
export class NoticeList extends LitElement {
  static override properties: PropertyDeclarations = { notices: { attribute: false } };
  static override styles = [controls, noticeListStyles];
  declare notices: readonly Notice[];

  constructor() {
    super();
    this.notices = [];
  }

  override render(): TemplateResult {
    const errors = this.notices.filter(({ level }) => level === 'error');
    const others = this.notices.filter(({ level }) => level !== 'error');
    return html`
      <div role="alert">${errors.map((notice) => this.#notice(notice))}</div>
      <div role="status">${others.map((notice) => this.#notice(notice))}</div>
    `;
  }

  #notice({ code, level, text }: Notice): TemplateResult {
    const close = html`<button @click=${() => this.dispatchEvent(new CustomEvent('dismiss'))}>OK</button>`;
    return html`
      <p data-level=${level} data-code=${code}>
        ${level === 'info' ? ICONS.info : ICONS.panic}
        <span><span class="visually-hidden">${WORDS[level]} </span>${text}</span>
        ${code === 'page' ? close : nothing}
      </p>
    `;
  }
}

customElements.define('notice-list', NoticeList);
