import { css } from 'lit';

export const soundPanelStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 1rem 2rem;
    margin-bottom: 1.25rem;
  }
  .kits {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    border-radius: var(--rn-sys-radius);
    overflow: hidden;
  }
  .kits button {
    flex: 1 0 auto;
    padding: 0 0.75rem;
    border: 0;
    border-radius: 0;
    color: var(--rn-sys-text-quiet);
  }
  .kits button[aria-pressed='true'] {
    background: var(--rn-sys-line);
    color: var(--rn-sys-text);
    box-shadow: inset 0 -2px var(--rn-sys-drums);
  }
  .kits button:focus-visible {
    outline-offset: -2px;
  }
  .bus {
    flex: 1;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(7.5rem, 100%), 1fr));
    gap: 1rem 1.25rem;
    min-width: min(25rem, 100%);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    margin-bottom: 0.5rem;
  }
  .head button {
    min-height: 2rem;
    font-size: 0.8125rem;
  }
  h3 {
    margin: 0;
    font-size: 0.875rem;
    font-weight: 500;
  }
  .head p {
    margin: 0 auto 0 0;
    font-size: 0.75rem;
    color: var(--rn-sys-text-quiet);
  }
  .columns {
    display: grid;
    grid-template-columns: 8rem repeat(4, minmax(0, 1fr)) 4rem;
    gap: 0 1.25rem;
    padding-bottom: 0.25rem;
  }
  .columns span:first-child {
    grid-column: 2;
  }
  @container (width < 44rem) {
    .columns {
      display: none;
    }
  }
`;
