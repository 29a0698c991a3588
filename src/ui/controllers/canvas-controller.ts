import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Palette, readPalette } from '../draw/palette.ts';

/** A canvas that is as sharp as its screen, with its palette. Sizes in CSS pixels. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  /** Font size of the page's root over the usual 16 px: how much a reader has enlarged text. */
  readonly scale: number;
}

/** More device pixels a CSS pixel cost paint time and show nothing. */
const MAX_RATIO = 2;

/**
 * Keeps the host's canvas at the size of its box. Layout is read in the ResizeObserver only,
 * never while drawing; `draw` runs after every change of size and whenever the host calls it.
 */
export class CanvasController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #draw: (surface: Surface) => void;
  #observer: ResizeObserver | null = null;
  #surface: Surface | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, draw: (surface: Surface) => void) {
    this.#host = host;
    this.#draw = draw;
    host.addController(this);
  }

  get surface(): Surface | null {
    return this.#surface;
  }

  /** Paints now, if there is anything to paint on. */
  draw(): void {
    if (this.#surface) this.#draw(this.#surface);
  }

  hostUpdated(): void {
    if (this.#observer) return;
    const canvas = this.#host.shadowRoot?.querySelector('canvas.surface');
    if (!(canvas instanceof HTMLCanvasElement) || !canvas.parentElement) return;
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#resize(canvas, entry.contentRect.width, entry.contentRect.height);
    });
    this.#observer.observe(canvas.parentElement);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  #resize(canvas: HTMLCanvasElement, width: number, height: number): void {
    const ratio = Math.min(MAX_RATIO, devicePixelRatio * (canvas.currentCSSZoom ?? 1));
    canvas.width = Math.max(1, Math.round(width * ratio));
    canvas.height = Math.max(1, Math.round(height * ratio));
    // Drawn by the CPU: small pictures, and where WebGL is software a GPU canvas costs the pose model a third of its rate.
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    this.#surface = { context, palette: readPalette(this.#host), width, height, scale };
    this.draw();
  }
}
