import { css } from 'lit';

/** One line a sound where there is room, a small card where there isn't. */
export const midiRoleTableStyles = css`
  :host {
    container-type: inline-size;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin-bottom: 0.5rem;
  }
  .problem {
    margin: 0.25rem 0 0.375rem;
  }
  .strength {
    margin-left: auto;
    display: grid;
    grid-template-columns: auto 7rem 3rem;
    align-items: center;
    gap: 0.625rem;
    font-size: 0.8125rem;
  }
  .titles,
  .cells {
    display: grid;
    grid-template-columns: 9.5rem 9rem 4.25rem 4.25rem minmax(0, 1fr) auto;
    align-items: center;
    column-gap: 0.75rem;
  }
  .titles {
    padding-bottom: 0.25rem;
    font-size: 0.75rem;
    color: var(--rn-sys-text-quiet);
  }
  .titles span:first-child {
    padding-left: 3.25rem;
  }
  li {
    border-top: 1px solid var(--rn-sys-line);
    padding: 0.1875rem 0;
  }
  .cells .head {
    position: absolute;
    clip-path: inset(50%);
  }
  .ways {
    grid-column: 5;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .buttons {
    grid-column: 6;
    justify-content: end;
    flex-wrap: nowrap;
  }
  .light {
    flex: none;
    width: 0.75rem;
    height: 0.75rem;
    margin-right: 0.25rem;
    border: 2px solid var(--rn-control-track);
    border-radius: 50%;
  }
  [data-struck] .light {
    border-width: 0.375rem;
    border-color: var(--rn-sys-drums);
  }
  [data-struck] .plays > span:last-child {
    color: var(--rn-sys-drums-struck);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .details {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11.5rem, 100%), 1fr));
    gap: 1rem 1.25rem;
    margin: 0.5rem 0 0.75rem;
    padding: 0.75rem;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-sys-page);
  }
  input[type='text'] {
    width: 100%;
    min-height: 2rem;
    padding: 0 0.625rem;
    border: 0;
    border-radius: var(--rn-sys-radius);
    background: var(--rn-button-fill);
    font-size: 0.8125rem;
  }
  @container (width < 44rem) {
    .titles {
      display: none;
    }
    li {
      padding: 0.5rem 0;
    }
    .cells {
      grid-template-columns: minmax(0, 1fr) 4.25rem 4.25rem;
      row-gap: 0.25rem;
    }
    .plays {
      grid-column: 1;
      grid-row: 1;
    }
    .buttons {
      grid-column: 2 / 4;
      grid-row: 1;
    }
    .cells .head {
      position: static;
      clip-path: none;
      display: block;
      margin-bottom: 0.125rem;
    }
    .ways {
      grid-column: 1 / -1;
      white-space: normal;
    }
  }
`;
