import type { Seconds } from '../core/units.ts';
import type { ActionBinding, ActionName, ControlMessage } from './types.ts';

/** Pedals are down from this value on (MIDI 1.0, controllers 64 to 69). */
const DOWN = 64;
/** Controllers from here on are channel mode messages, no pedals. */
const CONTROLLERS = 120;

/** A key or pedal went down or up. */
export interface Press {
  readonly action: ActionName;
  readonly down: boolean;
  readonly time: Seconds;
}

/** Keys and pedals to actions. Pure but for what it remembers of the pedals. */
export interface ActionMap {
  /** What the message presses or lets go. */
  take(message: ControlMessage): readonly Press[];
  /** The next key or pedal that goes down is the action's; null: no more. */
  learn(action: ActionName | null): void;
  readonly learning: ActionName | null;
  readonly bindings: readonly ActionBinding[];
  /** @param bindings at most one an action */
  set(bindings: readonly ActionBinding[]): void;
}

export function createActionMap(): ActionMap {
  let bindings: readonly ActionBinding[] = [];
  let learning: ActionName | null = null;
  const down = new Set<string>();

  /** Whether this message presses (true) or lets go (false) its key or pedal; null where nothing changes. */
  const edge = (message: ControlMessage): boolean | null => {
    const key = `${message.type} ${message.channel} ${message.number}`;
    const pressed = message.value >= (message.type === 'note' ? 1 : DOWN);
    const before = down.has(key);
    if (pressed) down.add(key);
    else down.delete(key);
    return pressed === before ? null : pressed;
  };

  const bind = (action: ActionName, { type: kind, channel, number }: ControlMessage): void => {
    bindings = [...bindings.filter((binding) => binding.action !== action), { action, kind, channel, number }];
    learning = null;
  };

  return {
    take(message) {
      if (message.type === 'controller' && message.number >= CONTROLLERS) return [];
      const pressed = edge(message);
      if (pressed === null) return [];
      if (learning !== null && pressed) {
        bind(learning, message);
        return [];
      }
      return bindings
        .filter((b) => b.kind === message.type && b.channel === message.channel && b.number === message.number)
        .map(({ action }) => ({ action, down: pressed, time: message.time }));
    },
    learn: (action) => {
      learning = action;
    },
    get learning() {
      return learning;
    },
    get bindings() {
      return bindings;
    },
    set: (next) => {
      bindings = next;
      learning = null;
    },
  };
}
