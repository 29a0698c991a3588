import { css } from 'lit';

export const healthMeterStyles = css`
  :host {
    display: block;
    flex: 1;
    font-size: 0.8125rem;
    color: var(--rn-sys-text-quiet);
    font-variant-numeric: tabular-nums;
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.625rem;
    width: fit-content;
    min-height: 1.75rem;
    border-radius: var(--rn-sys-radius);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: '▴';
  }
  details[open] summary::after {
    content: '▾';
  }
  .dot {
    width: 0.625rem;
    height: 0.625rem;
    border-radius: 50%;
    background: var(--rn-sys-body);
  }
  .dot[data-level='strained'] {
    border-radius: 0;
    clip-path: polygon(50% 0, 100% 100%, 0 100%);
    background: var(--rn-sys-drums);
  }
  .dot[data-level='bad'] {
    border-radius: 0;
    background: var(--rn-sys-alarm);
  }
  .word {
    color: var(--rn-sys-text);
  }
  ol {
    display: flex;
    gap: 2px;
    max-width: 48rem;
    margin: 0.5rem 0 0;
    padding: 0;
    list-style: none;
  }
  li {
    flex-basis: 0;
    min-width: max-content;
    padding-top: 0.25rem;
    border-top: 3px solid var(--rn-sys-body);
    color: var(--rn-sys-text);
    white-space: nowrap;
  }
  li[hidden] {
    display: none;
  }
  li:not(:last-child) {
    padding-right: 0.75rem;
  }
  li span {
    color: var(--rn-sys-text-quiet);
  }
  li:nth-child(4) {
    border-color: var(--rn-sys-drums);
  }
  li:last-child {
    border-color: var(--rn-control-track);
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
    gap: 0.25rem 2rem;
    margin: 0.5rem 0 0;
  }
  dl div {
    display: flex;
    justify-content: space-between;
    gap: 0.75rem;
    border-top: 1px solid var(--rn-sys-line);
    padding-top: 0.25rem;
  }
  dd {
    margin: 0;
    color: var(--rn-sys-text);
  }
`;
