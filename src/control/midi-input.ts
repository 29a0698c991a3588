import { BehaviorSubject, type Observable, Subject } from 'rxjs';
import type { PageClock } from '../core/clock.ts';
import type { Seconds } from '../core/units.ts';
import type { EchoFilter } from './echo-filter.ts';
import { parseClock, parseControl } from './midi-message.ts';
import type { ClockMessage, ControlMessage, MidiInputInfo } from './types.ts';

/** A port is found again by its id or, where that has changed, by its name. */
export interface InputChoice {
  readonly id: string;
  readonly name: string;
}

export interface MidiInputOptions {
  /** What the browser granted; null before. */
  readonly access$: Observable<MIDIAccess | null>;
  readonly clock: Pick<PageClock, 'fromPerformance'>;
  readonly echo: EchoFilter;
}

/** Keys, pedals and knobs of every input, and the clock of the chosen one. Main thread: browsers have Web MIDI only there. */
export interface MidiInput {
  /** Inputs of this machine, and the chosen one while it is unplugged. Replays. */
  readonly inputs$: Observable<readonly MidiInputInfo[]>;
  /** Stamped by the browser when it came in, however late it is heard of; null: another clock from now on. */
  readonly clock$: Observable<ClockMessage | null>;
  readonly control$: Observable<ControlMessage>;
  /** The chosen input's clock isn't heard because the machine is given ours. Replays. */
  readonly loop$: Observable<boolean>;
  readonly chosen: InputChoice | null;
  choose(choice: InputChoice | null): void;
  dispose(): void;
}

export function createMidiInput({ access$, clock, echo }: MidiInputOptions): MidiInput {
  const inputs$ = new BehaviorSubject<readonly MidiInputInfo[]>([]);
  const loop$ = new BehaviorSubject(false);
  const clock$ = new Subject<ClockMessage | null>();
  const control$ = new Subject<ControlMessage>();
  const open = new Map<MIDIInput, (event: MIDIMessageEvent) => void>();
  let access: MIDIAccess | null = null;
  let chosen: InputChoice | null = null;
  /** The port that stands for the choice. */
  let clockId: string | null = null;

  const hearClock = (name: string, message: ClockMessage, time: Seconds): void => {
    const loop = echo.hasOurClock(name, time);
    if (loop !== loop$.value) loop$.next(loop);
    if (!loop) clock$.next(message);
  };

  const hear = ({ id, name }: InputChoice, bytes: Uint8Array, time: Seconds): void => {
    const message = parseClock(bytes, time);
    if (message) {
      if (id === clockId) hearClock(name, message, time);
      return;
    }
    const control = parseControl(bytes, time);
    if (control && !echo.isEcho(name, bytes, time)) control$.next(control);
  };

  const listen = (input: MIDIInput): void => {
    if (open.has(input)) return;
    const port = { id: input.id, name: input.name ?? input.id };
    const handler = ({ data, timeStamp }: MIDIMessageEvent): void => {
      if (data) hear(port, data, clock.fromPerformance(timeStamp));
    };
    open.set(input, handler);
    input.addEventListener('midimessage', handler);
    void input.open();
  };

  const connected = (): MIDIInput[] =>
    [...(access?.inputs.values() ?? [])].filter(({ state }) => state === 'connected');

  const refresh = (): void => {
    const ports = connected().map(({ id, name }) => ({ id, name: name ?? id, connected: true }));
    const found = ports.find(({ id }) => id === chosen?.id) ?? ports.find(({ name }) => name === chosen?.name);
    const next = found?.id ?? null;
    if (next !== clockId) {
      clock$.next(null);
      loop$.next(false);
    }
    clockId = next;
    for (const input of connected()) listen(input);
    for (const [input, handler] of open) {
      if (input.state === 'connected') continue;
      input.removeEventListener('midimessage', handler);
      open.delete(input);
    }
    const missing = chosen && !found ? [{ ...chosen, connected: false }] : [];
    inputs$.next([...ports, ...missing].map((port) => ({ ...port, chosen: port.id === (found ?? chosen)?.id })));
  };

  const subscription = access$.subscribe((granted) => {
    access?.removeEventListener('statechange', refresh);
    access = granted;
    access?.addEventListener('statechange', refresh);
    refresh();
  });

  return {
    inputs$: inputs$.asObservable(),
    clock$: clock$.asObservable(),
    control$: control$.asObservable(),
    loop$: loop$.asObservable(),
    get chosen() {
      return chosen;
    },
    choose: (choice) => {
      chosen = choice;
      refresh();
    },
    dispose: () => {
      subscription.unsubscribe();
      access?.removeEventListener('statechange', refresh);
      for (const [input, handler] of open) input.removeEventListener('midimessage', handler);
      open.clear();
      for (const subject of [inputs$, clock$, control$, loop$]) subject.complete();
    },
  };
}
