import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Person } from '../../core/pose-frame.ts';
import type { EngineState } from '../../engine/types.ts';
import { CanvasController, type Surface } from '../controllers/canvas-controller.ts';
import { ObservableController } from '../controllers/observable-controller.ts';
import { controls } from '../controls.styles.ts';
import { createJointBuffer, drawSkeleton, projectJoints } from '../draw/draw-skeleton.ts';
import { containBox } from '../draw/picture-fit.ts';
import { EngineElement } from './engine-element.ts';
import { stageMirrorStyles } from './stage-mirror.styles.ts';

type SourceState = EngineState['source'];

/** Sources that show the dancer as a camera does, and are therefore worth mirroring. */
const MIRRORED: ReadonlySet<SourceState['kind']> = new Set(['webcam', 'file']);

function statusText(source: SourceState): string {
  if (source.state === 'starting') return 'Opening the source …';
  if (source.state === 'ended') return 'The source has ended.';
  return source.state === 'waiting' ? 'Waiting for the source to come back …' : '';
}

/** The dancer's picture, large, with the tracked skeleton over it. Parts placed inside lie on top. */
export class StageMirror extends EngineElement {
  static override properties: PropertyDeclarations = {
    picture: { state: true },
    mirrored: { state: true },
    status: { state: true },
  };
  static override styles = [controls, stageMirrorStyles];
  declare picture: HTMLVideoElement | HTMLCanvasElement | null;
  declare mirrored: boolean;
  declare status: string;

  readonly #joints = createJointBuffer();
  readonly #canvas = new CanvasController(this, (surface) => this.#draw(surface));
  #person: Person | null = null;
  #aspect = 16 / 9;

  constructor() {
    super();
    this.picture = null;
    this.mirrored = false;
    this.status = '';
    new ObservableController(
      this,
      (engine) => engine.state$,
      (state) => this.#onState(state),
    );
    new ObservableController(
      this,
      (engine) => engine.person$,
      ({ person, aspect }) => {
        this.#person = person;
        this.#aspect = aspect;
        this.#canvas.draw();
      },
    );
  }

  override render(): TemplateResult {
    return html`
      <div class="view ${this.mirrored ? 'mirrored' : ''}" role="img" aria-label="The dancer with the tracked skeleton">
        ${this.picture}<canvas class="surface"></canvas>
      </div>
      ${this.status ? html`<p class="status">${this.status}</p>` : ''}
      <slot></slot>
    `;
  }

  #onState({ source }: EngineState): void {
    this.picture = this.engine?.picture ?? null;
    this.mirrored = this.engine?.get('mirror') === 1 && MIRRORED.has(source.kind);
    this.status = statusText(source);
  }

  #draw({ context, palette, width, height }: Surface): void {
    context.clearRect(0, 0, width, height);
    if (!this.#person) return;
    const box = containBox(width, height, this.#aspect);
    projectJoints(this.#joints, this.#person, box);
    drawSkeleton(context, this.#joints, palette, box);
  }
}

customElements.define('stage-mirror', StageMirror);
