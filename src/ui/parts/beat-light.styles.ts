import { css } from 'lit';

/**
 * Four places for four beats: each lights at most once a bar (0.9 Hz at 215 bpm) and all of them together
 * cover far less than a hundredth of the page, well inside WCAG 2.3.1. The downbeat is a diamond, not a disc.
 */
export const beatLightStyles = css`
  :host {
    display: block;
  }
  ol {
    display: flex;
    align-items: center;
    gap: 0.7em;
    font-size: var(--rn-light-size, 1.25rem);
    margin: 0;
    padding: 0.25em;
    list-style: none;
  }
  li {
    width: 0.75em;
    height: 0.75em;
    border-radius: 50%;
    background: var(--rn-control-track);
  }
  li:first-child {
    border-radius: 0.1em;
    rotate: 45deg;
  }
  li[data-on] {
    background: var(--rn-sys-drums);
    scale: 1.25;
    /* Stepped: a running animation has the whole page composited 60 times a second. */
    animation: settle 0.45s steps(9, end);
  }
  @keyframes settle {
    from {
      scale: 1.7;
      background: var(--rn-sys-drums-struck);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    li[data-on] {
      animation: none;
    }
  }
`;
