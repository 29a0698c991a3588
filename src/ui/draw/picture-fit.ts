/** A rectangle in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The largest box of this aspect (width / height) centred in the outer one: where `object-fit: contain` puts a picture. */
export function containBox(width: number, height: number, aspect: number): Box {
  if (!(aspect > 0) || width <= 0 || height <= 0) return { x: 0, y: 0, width, height };
  const fitWidth = Math.min(width, height * aspect);
  const fitHeight = fitWidth / aspect;
  return { x: (width - fitWidth) / 2, y: (height - fitHeight) / 2, width: fitWidth, height: fitHeight };
}
