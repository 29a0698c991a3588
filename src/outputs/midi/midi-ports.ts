import { BehaviorSubject, type Observable, Subject } from 'rxjs';
import { WebMidi } from 'webmidi';
import type { PageClock } from '../../core/clock.ts';
import type { UserError } from '../../core/errors.ts';
import type { TimedMessage } from './messages.ts';
import { MIDI_PROBLEMS, requestProblem } from './midi-problems.ts';
import type { MidiPortInfo, PortChoice } from './types.ts';

export type RequestMidiAccess = (options?: MIDIOptions) => Promise<MIDIAccess>;

/** What went to one port. */
export interface SentMessages {
  /** The port's name. */
  readonly port: string;
  readonly messages: readonly TimedMessage[];
}

/** The machine's MIDI outputs. Main thread: browsers have Web MIDI only there. */
export interface MidiPorts {
  /** What the browser granted, for whoever listens to inputs; null before. Replays. */
  readonly access$: Observable<MIDIAccess | null>;
  /** Everything that is handed to a port, for whoever must tell its echo from a player. */
  readonly sent$: Observable<SentMessages>;
  /** A port came or went. */
  readonly change$: Observable<void>;
  /** Ports that can be sent to now. */
  readonly connected: readonly MidiPortInfo[];
  /** Asks for permission if need be, without sysex. What stands in its way, or null. Never rejects. */
  connect(): Promise<UserError | null>;
  /**
   * The port by its id, else by its name unless its id is among the `claimed` ones: of two machines of one make, one does not
   * take over for the other. The choice itself, not connected, while there is none.
   */
  find(choice: PortChoice, claimed: readonly string[]): MidiPortInfo;
  /** Each message leaves at its time. Nothing happens where the port has gone. */
  send(id: string, messages: readonly TimedMessage[]): void;
  dispose(): Promise<void>;
}

const browserAccess = (): RequestMidiAccess | undefined =>
  globalThis.navigator?.requestMIDIAccess?.bind(globalThis.navigator);

/** @param given the browser's own, or a fake; null: this browser has no Web MIDI; left out: whatever it has. */
export function createMidiPorts(clock: PageClock, given?: RequestMidiAccess | null): MidiPorts {
  const requestAccess = given === undefined ? browserAccess() : given;
  const access$ = new BehaviorSubject<MIDIAccess | null>(null);
  const change$ = new Subject<void>();
  const sent$ = new Subject<SentMessages>();
  const changed = (): void => change$.next();

  const connected = (): MidiPortInfo[] =>
    [...(access$.value?.outputs.values() ?? [])]
      .filter(({ state }) => state === 'connected')
      .map(({ id, name }) => ({ id, name: name ?? id, connected: true }));

  return {
    access$: access$.asObservable(),
    sent$: sent$.asObservable(),
    change$: change$.asObservable(),
    get connected() {
      return connected();
    },
    async connect() {
      if (access$.value) return null;
      if (!requestAccess) return MIDI_PROBLEMS.unsupported();
      let granted: MIDIAccess | null = null;
      try {
        await WebMidi.enable({
          sysex: false,
          requestMIDIAccessFunction: async (wanted: MIDIOptions) => {
            granted = await requestAccess(wanted);
            return granted;
          },
        });
        WebMidi.interface.addEventListener('statechange', changed);
        access$.next(granted);
        return null;
      } catch (cause) {
        return requestProblem(cause);
      }
    },
    find({ id, name }, claimed) {
      const ports = connected();
      const namesake = ports.find((port) => port.name === name && !claimed.includes(port.id));
      return ports.find((port) => port.id === id) ?? namesake ?? { id, name, connected: false };
    },
    send(id, messages) {
      const port = messages.length > 0 && access$.value ? WebMidi.getOutputById(id) : undefined;
      if (!port) return;
      sent$.next({ port: port.name, messages });
      for (const { bytes, at } of messages) port.send([...bytes], { time: clock.toPerformance(at) });
    },
    async dispose() {
      const access = access$.value;
      access?.removeEventListener('statechange', changed);
      access$.next(null);
      access$.complete();
      change$.complete();
      sent$.complete();
      if (access) await WebMidi.disable();
    },
  };
}
