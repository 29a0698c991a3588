import { css } from 'lit';

/**
 * Two layouts. Wide: everything on one screen, the set-up beside it. Compact (a phone held sideways, or text at 200 %):
 * mirror, tempo, grids and transport fill the first screen, the rest follows below and scrolls.
 * A large screen is read from further away, so there everything grows.
 * Sizes are in rem and queries too, so that enlarged text moves the stage to the compact layout by itself.
 */
export const rhythmicStageStyles = css`
  :host {
    display: block;
    height: 100dvh;
    position: relative;
    overflow: auto;
    container-type: size;
    background: var(--rn-sys-page);
    line-height: 1.3;
  }
  .stage {
    display: grid;
    height: 100%;
    grid-template:
      'head head aside' auto
      'mirror score aside' minmax(0, 1fr)
      'dock dock aside' auto
      'foot foot aside' auto / minmax(0, 1.7fr) minmax(0, 1.05fr) auto;
    row-gap: 1.25rem;
    padding: 0.875rem 1.5rem 0.75rem;
  }
  header {
    grid-area: head;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  h1 {
    margin: 0 auto 0 0;
    font-size: 1rem;
    font-weight: 500;
    letter-spacing: -0.01em;
  }
  h1 span {
    color: var(--rn-sys-text-quiet);
  }
  .body {
    grid-area: mirror;
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    gap: 0.75rem;
    min-width: 0;
    min-height: 0;
  }
  .score {
    grid-area: score;
    display: grid;
    grid-template-rows: auto minmax(0, 1.9fr) minmax(0, 1fr);
    gap: 1.25rem;
    min-width: 0;
    min-height: 0;
    margin-left: 2rem;
  }
  .dock {
    grid-area: dock;
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 1rem 2rem;
  }
  .quick {
    flex: 1;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto repeat(4, minmax(0, 1fr));
    gap: 1rem 1.5rem;
    min-width: min(40rem, 100%);
  }
  footer {
    grid-area: foot;
    display: flex;
    justify-content: space-between;
    align-items: end;
    gap: 1rem;
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
  }
  .set-up {
    grid-area: aside;
    width: 18rem;
    overflow: auto;
    margin-left: 1.5rem;
    padding: 0.25rem 0.75rem 0.25rem 1.5rem;
    border-left: 1px solid var(--rn-sys-line);
  }
  .set-up h2 {
    margin: 0.375rem 0;
    font-size: 1rem;
    font-weight: 500;
  }
  .settings {
    display: grid;
    gap: 1.25rem;
  }
  .panel {
    grid-row: mirror;
    grid-column: mirror-start / score-end;
    position: relative;
    overflow: auto;
    padding: 0 1.25rem 1.25rem;
    border: 1px solid var(--rn-sys-line);
    border-radius: calc(var(--rn-sys-radius) * 2);
    background: var(--rn-sys-surface);
  }
  .panel-head {
    position: sticky;
    top: 0;
    z-index: 2;
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 0.625rem 0;
    background: inherit;
  }
  .panel-head h2 {
    margin: 0;
    font-size: 1rem;
    font-weight: 500;
  }
  .panel-head button {
    min-height: 2rem;
  }
  [data-panel='score'] > .panel {
    grid-column: score;
    margin-left: 2rem;
  }
  [data-panel='both'] > .body,
  [data-panel='both'] > .score,
  [data-panel='score'] > .score {
    visibility: hidden;
  }
  .set-up-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-bottom: 1.25rem;
  }
  footer .door,
  .set-up .door {
    min-height: 2rem;
    font-size: 0.8125rem;
  }
  .overlay {
    position: absolute;
    inset: auto 1rem 1rem;
    display: grid;
    justify-items: center;
    gap: 1rem;
  }
  notice-list {
    justify-self: start;
  }
  live-status {
    position: absolute;
    top: 0;
  }
  .begin {
    display: grid;
    justify-items: center;
    gap: 0.75rem;
  }
  .begin p {
    margin: 0;
    padding: 0.25rem 0.625rem;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-sys-page);
    font-size: 0.9375rem;
  }
  .begin button {
    min-height: 4rem;
    padding: 0 2rem;
    border-radius: 2rem;
    background: var(--rn-sys-drums);
    color: var(--rn-sys-on-drums);
    font-size: 1.375rem;
    font-weight: 600;
  }
  .begin button:hover {
    background: var(--rn-sys-drums-struck);
  }
  .drop {
    position: fixed;
    inset: 0.75rem;
    z-index: 3;
    display: grid;
    place-items: center;
    border: 2px dashed var(--rn-sys-body);
    border-radius: calc(var(--rn-sys-radius) * 2);
    background: rgb(0 0 0 / 80%);
    font-size: 1.5rem;
    pointer-events: none;
  }

  @container (width >= 96rem) and (height >= 54rem) {
    .stage {
      zoom: 1.2;
    }
  }
  @container (width >= 112rem) and (height >= 62rem) {
    .stage {
      zoom: 1.4;
    }
  }
  @container (width >= 150rem) and (height >= 84rem) {
    .stage {
      zoom: 1.9;
    }
  }

  @container (width < 68rem) or (height < 38rem) {
    .panel {
      padding: 0 0.75rem 0.75rem;
    }
    .panel-head {
      padding: 0.25rem 0;
    }
    [data-panel='score'] > .panel {
      margin-left: 1rem;
    }
    .body {
      gap: 0.5rem;
      --rn-accent-height: 1.75rem;
    }
    .stage {
      height: auto;
      grid-template:
        'head head' 2.5rem
        'mirror score' calc(100cqh - 2.5rem - 3rem - 2.25rem)
        'transport transport' 3rem
        'quick quick' auto
        'aside aside' auto
        'foot foot' auto / minmax(0, 1.1fr) minmax(0, 1fr);
      row-gap: 0.5rem;
      padding: 0.5rem 0.75rem;
    }
    header {
      flex-wrap: nowrap;
    }
    h1 {
      position: absolute;
      clip-path: inset(50%);
    }
    source-picker {
      margin-right: auto;
      flex-wrap: nowrap;
    }
    .score {
      grid-template-rows: auto minmax(0, 2fr) minmax(0, 1fr);
      gap: 0.5rem;
      margin-left: 1rem;
      --rn-grid-gutter: 0;
    }
    .dock {
      display: contents;
    }
    transport-bar {
      grid-area: transport;
      flex-wrap: nowrap;
      overflow-x: auto;
    }
    .quick {
      grid-area: quick;
      grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
      padding: 1.5rem 0 0.5rem;
    }
    .set-up {
      width: auto;
      margin: 0;
      padding: 1rem 0;
      border: 0;
    }
    .settings {
      grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
    }
    .begin button {
      min-height: 3rem;
      font-size: 1.125rem;
    }
    .begin p {
      display: none;
    }
  }

  @container (width < 46rem) {
    header {
      overflow-x: auto;
    }
    header > * {
      flex: none;
    }
    [data-panel='score'] > .panel {
      grid-column: mirror-start / score-end;
      margin: 0;
    }
    [data-panel='score'] > .body {
      visibility: hidden;
    }
    footer {
      flex-direction: column;
      align-items: stretch;
    }
    recording-bar {
      justify-content: start;
    }
  }
`;
