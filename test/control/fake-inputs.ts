import type { Milliseconds } from '../../src/core/units.ts';

/** An input whose messages are made by a test. */
export interface FakeInput {
  readonly opened: () => boolean;
  /** @param timeStamp milliseconds, as the browser stamps */
  say(bytes: readonly number[], timeStamp: Milliseconds): void;
}

interface Port extends EventTarget {
  readonly id: string;
  readonly name: string;
  state: 'connected' | 'disconnected';
}

/** The inputs of a MIDIAccess without a machine behind it. */
export function createFakeInputs() {
  const inputs = new Map<string, Port>();
  const access = Object.assign(new EventTarget(), { inputs, outputs: new Map() });
  const announce = (): void => void access.dispatchEvent(new Event('statechange'));
  return {
    access: access as unknown as MIDIAccess,
    plug(id: string, name: string): FakeInput {
      let open = false;
      const port: Port = Object.assign(inputs.get(id) ?? new EventTarget(), {
        ...{ id, name, state: 'connected' as const },
        open: async () => {
          open = true;
          return port;
        },
      });
      inputs.set(id, port);
      announce();
      return {
        opened: () => open,
        say: (bytes, timeStamp) => {
          const event = Object.assign(new Event('midimessage'), { data: Uint8Array.from(bytes) });
          Object.defineProperty(event, 'timeStamp', { value: timeStamp });
          port.dispatchEvent(event);
        },
      };
    },
    unplug(id: string): void {
      inputs.get(id)!.state = 'disconnected';
      announce();
    },
  };
}
