/** Colours for canvases, read once from the tokens of the element that holds them. */
export interface Palette {
  readonly body: string;
  readonly drums: string;
  readonly struck: string;
  readonly idle: string;
  readonly beat: string;
  readonly quiet: string;
  readonly font: string;
  /** Width of the column of row labels, in rem; 0 where there is no room for labels. */
  readonly gutter: number;
}

/** Reads style once; call it on first render and on resize, never while drawing. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    body: token('--rn-sys-body'),
    drums: token('--rn-sys-drums'),
    struck: token('--rn-sys-drums-struck'),
    idle: token('--rn-grid-idle'),
    beat: token('--rn-grid-beat'),
    quiet: token('--rn-sys-text-quiet'),
    font: token('--rn-sys-font'),
    gutter: Number.parseFloat(token('--rn-grid-gutter')) || 0,
  };
}
