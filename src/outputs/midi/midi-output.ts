import { BehaviorSubject, type Observable } from 'rxjs';
import type { Beat } from '../../beat/types.ts';
import type { PageClock } from '../../core/clock.ts';
import type { UserError } from '../../core/errors.ts';
import type { Milliseconds, Seconds, Unit } from '../../core/units.ts';
import type { Sound } from '../../core/voices.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import { createMidiDevice, type MidiDevice, type MidiShifts } from './midi-device.ts';
import { createMidiPorts, type RequestMidiAccess, type SentMessages } from './midi-ports.ts';
import { MIDI_PROBLEMS } from './midi-problems.ts';
import { type Ticker, workerTicker } from './ticker.ts';
import type { DeviceHealth, DeviceSetup, MidiPortInfo, PortChoice } from './types.ts';

export interface MidiOutputOptions {
  readonly clock: PageClock;
  /** The browser's own, or a fake. null: this browser has no Web MIDI. */
  readonly requestMidiAccess?: RequestMidiAccess | null;
  readonly ticker?: Ticker;
  /** Where 'pagehide' is heard. */
  readonly page?: EventTarget;
}

/**
 * Notes, clock and transport to any number of devices. Main thread (browsers have Web MIDI only there). Never throws, never
 * stops the sound. What waits while the main thread is blocked for longer than MIDI_AHEAD comes late: notes are dropped and
 * counted, clock ticks are caught up.
 */
export interface MidiOutput {
  readonly access$: Observable<MIDIAccess | null>;
  /** Everything that is handed to a port. */
  readonly sent$: Observable<SentMessages>;
  /** Ports of this machine, and those that devices wait for. */
  readonly ports$: Observable<readonly MidiPortInfo[]>;
  /**
   * Why there are no notes, or null. Codes: midi-unsupported, midi-denied, midi-unavailable, midi-no-port, midi-port-gone,
   * midi-two-clocks.
   */
  readonly problem$: Observable<UserError | null>;
  readonly devices$: Observable<readonly DeviceSetup[]>;
  /** Replays; a few times a second while anything is sent. */
  readonly health$: Observable<readonly DeviceHealth[]>;
  /** How much earlier than usual strokes must come for the device that plays earliest. */
  readonly early: Seconds;
  /** Asks for permission if need be, and lists ports. Needs no sysex. */
  connect(): Promise<void>;
  /** A listed port, as a device chooses it; null where there is none with this id. */
  port(id: string): PortChoice | null;
  /** The devices from now on. Those that keep their id and port play on; the others are silenced first. */
  setDevices(setups: readonly DeviceSetup[]): void;
  /** Takes strokes to be sent so that they leave at `dueAt` + delays. */
  send(events: readonly DrumEvent[]): void;
  addBeat(beat: Beat): void;
  /** The music is heard, or no longer. */
  play(on: boolean): void;
  /** One note at once, on a device that need not be enabled. False: it has no such sound, or no port. */
  audition(id: string, sound: Sound, velocity: Unit): boolean;
  /** Milliseconds, for all devices: the performer's shift of notes, and the constant time from a beat to its sound. */
  setShifts(notes: Milliseconds, latency: Milliseconds): void;
  /** Note-offs, controllers and Stop, on every device. */
  panic(): void;
  dispose(): Promise<void>;
}

const TICK: Milliseconds = 10;
const HEALTH_EVERY: Seconds = 0.25;

/** A device with the port that was found for it; null: none chosen, or not enabled. */
interface Line {
  readonly device: MidiDevice;
  port: MidiPortInfo | null;
}

export function createMidiOutput(options: MidiOutputOptions): MidiOutput {
  const { clock, ticker = workerTicker, page = globalThis } = options;
  const ports = createMidiPorts(clock, options.requestMidiAccess);
  const ports$ = new BehaviorSubject<readonly MidiPortInfo[]>([]);
  const problem$ = new BehaviorSubject<UserError | null>(null);
  const devices$ = new BehaviorSubject<readonly DeviceSetup[]>([]);
  const health$ = new BehaviorSubject<readonly DeviceHealth[]>([]);
  let lines: readonly Line[] = [];
  let shifts: MidiShifts = { latency: 0, notes: 0 };
  let playing = false;
  let stopTicking: (() => void) | null = null;
  let told = Number.NEGATIVE_INFINITY;

  const transmit = ({ port }: Line, messages: ReturnType<MidiDevice['advance']>): void => {
    if (port?.connected) ports.send(port.id, messages);
  };
  const reachable = ({ port }: Line): boolean => port?.connected === true;
  const active = (line: Line): boolean => line.device.setup.enabled && reachable(line);

  const tellHealth = (): void => {
    told = clock.now();
    health$.next(lines.map((line) => ({ ...line.device.health, connected: reachable(line) })));
  };

  const tick = (): void => {
    const now = clock.now();
    for (const line of lines.filter(reachable)) transmit(line, line.device.advance(now));
    if (now - told >= HEALTH_EVERY) tellHealth();
  };

  const problem = (): UserError | null => {
    const used = lines
      .filter(({ device }) => device.setup.enabled)
      .map(({ device, port }) => ({ ...device.setup, port }));
    const gone = used.flatMap(({ port }) => (port && !port.connected ? [port.name] : []));
    if (gone.length > 0) return MIDI_PROBLEMS.portsGone([...new Set(gone)]);
    const clocks = used.flatMap(({ port, sendClock }) => (port && sendClock ? [port] : []));
    const twice = clocks.find(({ id }, i) => clocks.findIndex((other) => other.id === id) < i);
    if (twice) return MIDI_PROBLEMS.twoClocks(twice.name);
    return ports.connected.length === 0 ? MIDI_PROBLEMS.noPort() : null;
  };

  /** Ticks are needed only while there is somebody to send to. */
  const keepTicking = (): void => {
    const wanted = lines.some(reachable);
    if (wanted && !stopTicking) stopTicking = ticker(tick, TICK);
    if (wanted || !stopTicking) return;
    stopTicking();
    stopTicking = null;
  };

  /** Finds every device's port again. A machine whose port has gone is told everything anew when it comes back. */
  const refresh = (): void => {
    const claimed = lines.flatMap(({ device }) => device.setup.port?.id ?? []);
    for (const line of lines) {
      const { port } = line.device.setup;
      line.port = port && ports.find(port, claimed);
      if (!line.port?.connected) line.device.forget();
    }
    const missing = lines.flatMap(({ port }) => (port && !port.connected ? [port] : []));
    ports$.next([...ports.connected, ...missing.filter(({ id }, i) => missing.findIndex((p) => p.id === id) === i)]);
    problem$.next(problem());
    tellHealth();
    keepTicking();
  };

  const silence = (line: Line): void => transmit(line, line.device.panic(clock.now()));
  const panic = (): void => lines.forEach(silence);

  /** Plays on where it is; else it must be silenced before anything changes. */
  const keeps = (a: DeviceSetup, b: DeviceSetup): boolean => {
    const samePort = a.port?.id === b.port?.id && a.port?.name === b.port?.name;
    return samePort && (b.enabled || !a.enabled) && (b.sendTransport || !a.sendTransport);
  };

  const lineFor = (setup: DeviceSetup): Line => {
    const line = lines.find(({ device }) => device.setup.id === setup.id);
    if (!line) {
      const device = createMidiDevice(setup, shifts);
      device.play(playing, clock.now());
      return { device, port: null };
    }
    if (!keeps(line.device.setup, setup)) silence(line);
    line.device.update(setup, shifts);
    return line;
  };

  let connected = false;
  const subscription = ports.change$.subscribe(refresh);
  page.addEventListener('pagehide', panic);

  return {
    access$: ports.access$,
    sent$: ports.sent$,
    ports$: ports$.asObservable(),
    problem$: problem$.asObservable(),
    devices$: devices$.asObservable(),
    health$: health$.asObservable(),
    get early() {
      const delays = lines.filter(({ device }) => device.setup.enabled).map(({ device }) => device.setup.notesDelay);
      return Math.max(0, ...delays.map((delay) => -delay / 1000 - shifts.notes));
    },
    async connect() {
      const error = await ports.connect();
      connected = error === null;
      if (error) problem$.next(error);
      else refresh();
    },
    port(id) {
      const found = ports$.value.find((port) => port.id === id);
      return found ? { id: found.id, name: found.name } : null;
    },
    setDevices(setups) {
      const next = setups.map(lineFor);
      for (const line of lines) if (!next.includes(line)) silence(line);
      lines = next;
      devices$.next(setups);
      if (connected) refresh();
      else tellHealth();
    },
    send(events) {
      const now = clock.now();
      for (const line of lines) {
        if (active(line)) line.device.send(events, now);
        else if (line.device.setup.enabled && line.port) line.device.refuse(events);
      }
      tick();
    },
    addBeat(beat) {
      const now = clock.now();
      for (const { device } of lines.filter(active)) device.addBeat(beat, now);
    },
    play(on) {
      if (on === playing) return;
      playing = on;
      for (const line of lines) transmit(line, line.device.play(on, clock.now()));
    },
    audition(id, sound, velocity) {
      const line = lines.find(({ device }) => device.setup.id === id);
      if (!line?.port?.connected) return false;
      const now = clock.now();
      const sounds = line.device.audition(sound, velocity, now);
      transmit(line, line.device.advance(now));
      return sounds;
    },
    setShifts(notes, latency) {
      shifts = { latency: latency / 1000, notes: notes / 1000 };
      for (const { device } of lines) device.update(device.setup, shifts);
    },
    panic,
    async dispose() {
      panic();
      stopTicking?.();
      subscription.unsubscribe();
      page.removeEventListener('pagehide', panic);
      await ports.dispose();
    },
  };
}
