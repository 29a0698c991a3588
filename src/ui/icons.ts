import { html, type TemplateResult } from 'lit';

const icon = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

/** Plain shapes beside words, never instead of them where there is room. */
export const ICONS = {
  play: icon('M7 4v16l13-8z'),
  stop: icon('M6 6h12v12H6z'),
  record: icon('M12 5a7 7 0 1 0 0 14a7 7 0 0 0 0-14z'),
  save: icon('M11 4h2v8.2l2.8-2.8 1.4 1.4L12 16l-5.200-5.200 1.400-1.400L11 12.200zM5 18h14v2H5z'),
  panic: icon('M12 3 22 20H2zm-1 6v6h2V9zm0 7v2h2v-2z'),
  sliders: icon('M3 6h10v2H3zm14 0h4v2h-4zm-3-2h2v6h-2zM3 16h4v2H3zm8 0h10v2H11zm-3-2h2v6H8z'),
  info: icon('M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zm-1 4h2v2h-2zm0 4h2v6h-2z'),
} as const;
