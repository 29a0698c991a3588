/** A port that remembers what it was sent, bytes and time stamps. */
export interface FakePort {
  readonly sent: { readonly bytes: readonly number[]; readonly time: number }[];
  state: 'connected' | 'disconnected';
}

/** A MIDIAccess without a machine behind it. */
export function createFakeMidi() {
  const outputs = new Map<string, FakePort & { readonly id: string; readonly name: string }>();
  const access = Object.assign(new EventTarget(), {
    sysexEnabled: false,
    inputs: new Map(),
    outputs,
    onstatechange: null as ((event: unknown) => void) | null,
  });

  const announce = (port: object): void => {
    const event = Object.assign(new Event('statechange'), { port });
    access.onstatechange?.(event);
    access.dispatchEvent(event);
  };

  return {
    requests: [] as (MIDIOptions | undefined)[],
    request(options?: MIDIOptions): Promise<MIDIAccess> {
      this.requests.push(options);
      return Promise.resolve(access as unknown as MIDIAccess);
    },
    plug(id: string, name: string): FakePort {
      const sent: FakePort['sent'] = [];
      const port = {
        id,
        name,
        type: 'output',
        manufacturer: '',
        version: '',
        state: 'connected' as FakePort['state'],
        connection: 'open',
        onstatechange: null,
        sent,
        send: (bytes: Iterable<number>, time: number) => void sent.push({ bytes: [...bytes], time }),
        open: () => Promise.resolve(port),
        close: () => Promise.resolve(port),
      };
      outputs.set(id, port);
      announce(port);
      return port;
    },
    unplug(id: string): void {
      const port = outputs.get(id)!;
      outputs.delete(id);
      port.state = 'disconnected';
      announce(port);
    },
  };
}
