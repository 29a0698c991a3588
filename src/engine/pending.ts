/** Counts what has entered a pipeline and not yet left it, so that a run faster than real time can wait for it. */
export interface PendingCount {
  enter(): void;
  leave(): void;
  /** Resolves when nothing is pending; at once if nothing is. What the last one to leave lets in is waited for, too. */
  idle(): Promise<void>;
}

export function createPendingCount(): PendingCount {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    enter: () => {
      count += 1;
    },
    leave: () => {
      count -= 1;
      if (count > 0) return;
      const ready = waiting;
      waiting = [];
      for (const resolve of ready) resolve();
    },
    idle: async () => {
      while (count > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
