import type { Unit } from '../core/units.ts';

/** Bars that the drummer remembers having played. */
const MEMORY = 64;
/** How much a bar adds that he has played before, and what is left of it after one that is new. */
const ADDED: Unit = 0.6;
const LEFT: Unit = 0.94;

/** How much the drummer has been repeating himself lately: he then plays more daringly. */
export interface Boredom {
  /** 0 everything was new .. 1 nothing was. */
  readonly level: Unit;
  /** Takes in the bar that was played. */
  hear(words: readonly number[]): void;
  reset(): void;
}

export function createBoredom(): Boredom {
  let heard: string[] = [];
  let level: Unit = 0;
  return {
    get level() {
      return level;
    },
    hear(words) {
      const bar = words.join();
      level = heard.includes(bar) ? Math.min(1, level + ADDED) : LEFT * level;
      heard = [...heard.slice(1 - MEMORY), bar];
    },
    reset() {
      heard = [];
      level = 0;
    },
  };
}
