import { LitElement, type PropertyDeclarations } from 'lit';
import type { Engine } from '../../engine/types.ts';

/** A part of the stage: shows an engine that is handed to it, and does nothing without one. */
export abstract class EngineElement extends LitElement {
  static override properties: PropertyDeclarations = { engine: { attribute: false } };
  declare engine: Engine | null;

  constructor() {
    super();
    this.engine = null;
  }
}
