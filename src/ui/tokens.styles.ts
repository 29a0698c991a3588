import { css } from 'lit';

/**
 * Design tokens in three tiers: reference (what exists), system (what it means), component (where it is used).
 * Two hues carry the whole page: *cool is the body* (what the camera sees), *warm is the drums* (what sounds).
 * A page that embeds the stage restyles it by setting `--rn-sys-*`. Text pairs hold 4.5:1 or more on every surface.
 */
export const tokens = css`
  :host {
    --rn-ref-ink-0: #08090a;
    --rn-ref-ink-1: #0e0f11;
    --rn-ref-ink-2: #16181b;
    --rn-ref-ink-3: #23262a;
    --rn-ref-ink-4: #3a3e44;
    --rn-ref-ink-5: #7d838b;
    --rn-ref-paper-2: #a3a7ab;
    --rn-ref-paper-1: #d3d2cd;
    --rn-ref-paper-0: #f6f3ec;
    --rn-ref-amber: #f2ab4c;
    --rn-ref-amber-light: #ffd597;
    --rn-ref-ice: #82cbdc;
    --rn-ref-coral: #ff9181;

    --rn-sys-page: var(--rn-ref-ink-0);
    --rn-sys-surface: var(--rn-ref-ink-1);
    --rn-sys-raised: var(--rn-ref-ink-2);
    --rn-sys-line: var(--rn-ref-ink-3);
    --rn-sys-edge: var(--rn-ref-ink-5);
    --rn-sys-text: var(--rn-ref-paper-0);
    --rn-sys-text-quiet: var(--rn-ref-paper-2);
    --rn-sys-drums: var(--rn-ref-amber);
    --rn-sys-drums-struck: var(--rn-ref-amber-light);
    --rn-sys-on-drums: var(--rn-ref-ink-0);
    --rn-sys-body: var(--rn-ref-ice);
    --rn-sys-alarm: var(--rn-ref-coral);
    --rn-sys-focus: var(--rn-ref-paper-0);
    --rn-sys-font:
      'SF Pro Display', -apple-system, 'Segoe UI Variable Display', 'Segoe UI', Roboto, 'Helvetica Neue', Helvetica,
      Arial, system-ui, sans-serif;
    --rn-sys-space: 1rem;
    --rn-sys-radius: 0.375rem;

    --rn-button-fill: var(--rn-sys-raised);
    --rn-control-track: var(--rn-ref-ink-4);
    --rn-grid-idle: var(--rn-ref-ink-4);
    --rn-grid-gutter: 4.625rem;
    --rn-grid-beat: var(--rn-ref-ink-2);
    --rn-mirror-fill: #050506;
  }
`;
