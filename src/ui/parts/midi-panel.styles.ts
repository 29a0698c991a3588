import { css } from 'lit';

/** A list beside what is chosen in it; on a narrow screen above it. */
export const midiPanelStyles = css`
  :host {
    display: grid;
    grid-template: 'pages main' auto 'side main' 1fr / 17rem minmax(0, 1fr);
    gap: 1rem 2rem;
    align-items: start;
  }
  .pages {
    grid-area: pages;
    display: flex;
  }
  .pages button {
    flex: 1;
    border: 0;
    border-radius: 0;
    color: var(--rn-sys-text-quiet);
  }
  .pages button:first-of-type {
    border-radius: var(--rn-sys-radius) 0 0 var(--rn-sys-radius);
  }
  .pages button:last-of-type {
    border-radius: 0 var(--rn-sys-radius) var(--rn-sys-radius) 0;
  }
  .pages button[aria-pressed='true'] {
    background: var(--rn-sys-line);
    color: var(--rn-sys-text);
    box-shadow: inset 0 -2px var(--rn-sys-text);
  }
  .side {
    grid-area: side;
    display: grid;
    gap: 1rem;
  }
  .main {
    grid-area: main;
    min-width: 0;
  }
  .guide {
    margin: 0.25rem 0 0;
    padding-left: 1.25rem;
    font-size: 0.875rem;
    line-height: 1.8;
  }
  @container (width < 56rem) {
    :host {
      grid-template: 'pages' auto 'side' auto 'main' auto / minmax(0, 1fr);
    }
  }
`;
