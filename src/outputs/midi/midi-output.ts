import { BehaviorSubject, type Observable } from 'rxjs';
import { type Output, WebMidi } from 'webmidi';
import type { PageClock } from '../../core/clock.ts';
import { UserError } from '../../core/errors.ts';
import type { Milliseconds, Seconds } from '../../core/units.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import { type DrumMap, GENERAL_MIDI } from './general-midi.ts';
import { createNoteQueue, type TimedMessage } from './note-queue.ts';

/** A port of this machine, or the chosen one while it is unplugged. */
export interface MidiPortInfo {
  readonly id: string;
  readonly name: string;
  readonly connected: boolean;
}

export type RequestMidiAccess = (options?: MIDIOptions) => Promise<MIDIAccess>;

export interface MidiOutputOptions {
  readonly clock: PageClock;
  /** The browser's own, or a fake. undefined: this browser has no Web MIDI. */
  readonly requestMidiAccess?: RequestMidiAccess | undefined;
  readonly map?: DrumMap;
  /** Where 'pagehide' is heard. */
  readonly page?: EventTarget;
}

/** Notes to one chosen port. Main thread (browsers have Web MIDI only there). Never throws, never stops the sound. */
export interface MidiOutput {
  readonly ports$: Observable<readonly MidiPortInfo[]>;
  /** Why there are no notes, or null. Codes: midi-unsupported, midi-denied, midi-unavailable, midi-no-port, midi-port-gone. */
  readonly problem$: Observable<UserError | null>;
  /** Asks for permission if need be, and lists ports. Needs no sysex. */
  connect(): Promise<void>;
  /** By id; a port of the same name takes its place when that is gone. null: none. */
  choose(id: string | null): void;
  /** Takes strokes to be sent so that they leave at `dueAt` + delay. Without a port they are ignored. */
  send(events: readonly DrumEvent[]): void;
  setDelay(delay: Milliseconds): void;
  /** Note-offs, controllers and Stop. */
  panic(): void;
  /** Hands over what is due soon; called by a timer of its own while a port is chosen. */
  tick(): void;
  /** Notes sent, and strokes that were too late to be sent. */
  readonly counts: { readonly sent: number; readonly dropped: number };
  dispose(): Promise<void>;
}

const TICK: Milliseconds = 10;

const PROBLEMS = {
  unsupported: () =>
    new UserError(
      'midi-unsupported',
      'This browser has no Web MIDI.',
      'Use Chrome, Edge or Firefox for MIDI. Sound goes on.',
    ),
  denied: (cause: unknown) =>
    new UserError(
      'midi-denied',
      'The browser was not allowed to use MIDI.',
      "Allow MIDI devices in the page's site settings, then connect again. Sound goes on.",
      { cause },
    ),
  unavailable: (cause: unknown) =>
    new UserError(
      'midi-unavailable',
      `MIDI could not be opened on this machine (${cause instanceof Error ? cause.message : cause}).`,
      'Check the MIDI driver, then connect again. Sound goes on.',
      { cause },
    ),
  noPort: () =>
    new UserError(
      'midi-no-port',
      'No MIDI output port was found.',
      'Plug a device in or open a virtual port. Sound goes on.',
    ),
  portGone: (name: string) =>
    new UserError(
      'midi-port-gone',
      `The MIDI port "${name}" is gone.`,
      'It is used again as soon as it is plugged in.',
    ),
};

function problemOf(cause: unknown): UserError {
  const name = cause instanceof Error ? cause.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError' ? PROBLEMS.denied(cause) : PROBLEMS.unavailable(cause);
}

const browserAccess = (): RequestMidiAccess | undefined =>
  globalThis.navigator?.requestMIDIAccess?.bind(globalThis.navigator);

export function createMidiOutput(options: MidiOutputOptions): MidiOutput {
  const { clock, map = GENERAL_MIDI, page = globalThis } = options;
  const requestAccess = 'requestMidiAccess' in options ? options.requestMidiAccess : browserAccess();
  const ports$ = new BehaviorSubject<readonly MidiPortInfo[]>([]);
  const problem$ = new BehaviorSubject<UserError | null>(null);
  const queue = createNoteQueue(map);
  let access: MIDIAccess | null = null;
  let chosen: MidiPortInfo | null = null;
  let delay: Seconds = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const connectedPorts = (): MidiPortInfo[] =>
    [...(access?.outputs.values() ?? [])]
      .filter(({ state }) => state === 'connected')
      .map(({ id, name }) => ({ id, name: name ?? id, connected: true }));

  const output = (): Output | undefined => (chosen?.connected ? WebMidi.getOutputById(chosen.id) : undefined);

  const transmit = (messages: readonly TimedMessage[]): void => {
    const port = output();
    for (const { bytes, at } of messages) port?.send([...bytes], { time: clock.toPerformance(at) });
  };

  const problem = (ports: readonly MidiPortInfo[]): UserError | null => {
    if (chosen && !chosen.connected) return PROBLEMS.portGone(chosen.name);
    return ports.length === 0 ? PROBLEMS.noPort() : null;
  };

  /** Finds the chosen port again: by id, then by name. A port that is gone stays listed as not connected. */
  const refresh = (): void => {
    const ports = connectedPorts();
    if (chosen) {
      const { id, name } = chosen;
      chosen = ports.find((port) => port.id === id) ??
        ports.find((port) => port.name === name) ?? { id, name, connected: false };
    }
    ports$.next(chosen && !chosen.connected ? [...ports, chosen] : ports);
    problem$.next(problem(ports));
  };

  const tick = (): void => transmit(queue.advance(clock.now()));
  const panic = (): void => transmit(queue.panic(clock.now()));
  page.addEventListener('pagehide', panic);

  return {
    ports$: ports$.asObservable(),
    problem$: problem$.asObservable(),
    async connect() {
      if (access) return refresh();
      if (!requestAccess) return problem$.next(PROBLEMS.unsupported());
      try {
        await WebMidi.enable({
          sysex: false,
          requestMIDIAccessFunction: async (wanted: MIDIOptions) => {
            access = await requestAccess(wanted);
            return access;
          },
        });
        WebMidi.interface.addEventListener('statechange', refresh);
        refresh();
      } catch (cause) {
        access = null;
        problem$.next(problemOf(cause));
      }
    },
    choose(id) {
      panic();
      clearInterval(timer);
      chosen = ports$.value.find((port) => port.id === id) ?? null;
      if (chosen) timer = setInterval(tick, TICK);
      if (access) refresh();
    },
    send(events) {
      if (!chosen?.connected) return;
      const now = clock.now();
      for (const event of events) queue.push(event, event.dueAt + delay, now);
      tick();
    },
    setDelay: (ms) => {
      delay = ms / 1000;
    },
    panic,
    tick,
    get counts() {
      return { sent: queue.sent, dropped: queue.dropped };
    },
    async dispose() {
      panic();
      clearInterval(timer);
      page.removeEventListener('pagehide', panic);
      access?.removeEventListener('statechange', refresh);
      if (access) await WebMidi.disable();
      access = null;
    },
  };
}
