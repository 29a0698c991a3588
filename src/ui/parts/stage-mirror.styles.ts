import { css } from 'lit';

export const stageMirrorStyles = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-mirror-fill);
  }
  .view,
  .view > * {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .view.mirrored {
    transform: scaleX(-1);
  }
  video,
  canvas {
    display: block;
    object-fit: contain;
  }
  .surface {
    pointer-events: none;
  }
  .status {
    position: absolute;
    inset: auto 0 50%;
    margin: 0;
    text-align: center;
    color: var(--rn-sys-text-quiet);
  }
`;
