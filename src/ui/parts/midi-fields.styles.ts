import { css } from 'lit';

/** What the parts of the MIDI panel have in common, on top of controls and of a parameter's look. */
export const midiFieldsStyles = css`
  h3,
  h4 {
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 500;
  }
  h4 {
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
  }
  p {
    margin: 0;
    font-size: 0.8125rem;
    line-height: 1.45;
  }
  .quiet {
    color: var(--rn-sys-text-quiet);
  }
  ul,
  dl {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  button {
    min-height: 2rem;
    padding: 0 0.75rem;
    font-size: 0.8125rem;
  }
  .field {
    display: block;
    min-width: 0;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2rem;
    font-size: 0.8125rem;
    cursor: pointer;
  }
  input[type='checkbox'] {
    flex: none;
    width: 1.125rem;
    height: 1.125rem;
    margin: 0;
    accent-color: var(--rn-ref-paper-1);
  }
  input::placeholder {
    color: var(--rn-sys-text-quiet);
    opacity: 1;
  }
  .group {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.625rem;
    align-content: start;
  }
  .group > :first-child,
  .group > div {
    grid-column: 1 / -1;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  [role='alert']:empty,
  [role='status']:empty {
    position: absolute;
  }
  .mark {
    display: inline-block;
    flex: none;
    width: 0.625rem;
    height: 0.625rem;
    border-radius: 50%;
    background: var(--rn-sys-body);
  }
  .mark[data-level='strained'] {
    border-radius: 0;
    clip-path: polygon(50% 0, 100% 100%, 0 100%);
    background: var(--rn-sys-drums);
  }
  .mark[data-level='off'] {
    background: none;
    border: 2px solid var(--rn-sys-edge);
  }
  .problem {
    padding: 0.5rem 0.75rem;
    border-left: 3px solid var(--rn-sys-alarm);
    border-radius: var(--rn-sys-radius);
    background: var(--rn-sys-raised);
    overflow-wrap: anywhere;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.5rem;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  .figures div {
    display: flex;
    gap: 0.5rem;
  }
  dt {
    color: var(--rn-sys-text-quiet);
  }
  dd {
    margin: 0;
  }
`;
