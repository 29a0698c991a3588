import { css } from 'lit';

export const barGridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
    min-height: 0;
    min-width: 0;
  }
  .title {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
  }
  .cells {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: hidden;
  }
  .surface {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  :host([which='coming']) .surface {
    opacity: 0.72;
  }
  .playhead {
    position: absolute;
    inset: 0 auto 0 -1px;
    width: 2px;
    background: var(--rn-sys-text);
    opacity: 0.8;
    visibility: hidden;
    will-change: transform;
  }
  @media (prefers-reduced-motion: reduce) {
    .playhead {
      display: none;
    }
  }
`;
