import { BehaviorSubject, combineLatest, type Observable } from 'rxjs';
import { conform, PARAMETERS, type ParameterName, type Settings } from '../config.ts';
import { createActionMap, type Press } from '../control/action-map.ts';
import { formatBindings, parseBindings } from '../control/bindings-json.ts';
import { createCcMap } from '../control/cc-map.ts';
import { createEchoFilter } from '../control/echo-filter.ts';
import { createMidiInput } from '../control/midi-input.ts';
import type { Bindings, ClockMessage, ClockReading, MidiInputInfo } from '../control/types.ts';
import type { PageClock } from '../core/clock.ts';
import { UserError } from '../core/errors.ts';
import type { Parameter } from '../core/parameter.ts';
import type { SentMessages } from '../outputs/midi/midi-ports.ts';
import { createControlStore } from './control-store.ts';
import { asNotice, type NoticeBoard } from './notices.ts';
import type { ControlTarget, Engine, Notice } from './types.ts';

export interface ControlDeskParts {
  /** What the browser granted; null before. */
  readonly access$: Observable<MIDIAccess | null>;
  /** What is sent, so that it isn't taken for a player's hand when a machine sends it back. */
  readonly sent$: Observable<SentMessages>;
  readonly clock: PageClock;
  readonly board: NoticeBoard;
  /** Where bindings and input are remembered; null: nowhere. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly settings$: Observable<Settings>;
  readonly externalClock$: Observable<ClockReading>;
  readonly set: (parameter: ParameterName, value: number) => void;
  readonly get: (parameter: ParameterName) => number;
  readonly act: (press: Press) => void;
  readonly hearClock: (message: ClockMessage | null) => void;
}

/** The part of the engine that listens to MIDI. */
export type ControlDesk = Pick<
  Engine,
  | 'midiInputs$'
  | 'chooseMidiInput'
  | 'bindings$'
  | 'learning$'
  | 'learn'
  | 'unbind'
  | 'bindRange'
  | 'importBindings'
  | 'exportBindings'
> & { dispose(): void };

const known: Readonly<Record<ParameterName, Parameter>> = PARAMETERS;

/** What the user should know of the clock that is to be followed. */
export function clockNotice(
  settings: Pick<Settings, 'clockSource'>,
  reading: Pick<ClockReading, 'state'>,
  input: MidiInputInfo | undefined,
  loop: boolean,
): Notice | null {
  if (settings.clockSource !== 1) return null;
  const say = (code: string, level: Notice['level'], text: string): Notice => ({ code, level, text });
  if (!input) {
    return say(
      'clock-no-input',
      'warning',
      'No MIDI clock is chosen, so no drums play. Choose the input that it comes from.',
    );
  }
  if (!input.connected) {
    return say(
      'clock-gone',
      'warning',
      `"${input.name}" is gone, and its clock. It is used again as soon as it is plugged in.`,
    );
  }
  if (loop) {
    const text = `"${input.name}" is sent our own clock, so it can't give us one. Switch "send clock" off for it.`;
    return say('clock-loop', 'warning', text);
  }
  if (reading.state === 'running') return null;
  return say(
    'clock-waiting',
    'info',
    `The drums wait for "${input.name}": press play there, or Downbeat here if it plays.`,
  );
}

/** Knobs, keys, pedals and a clock from outside. Main thread. */
export function createControlDesk(parts: ControlDeskParts): ControlDesk {
  const { clock, board, set, get, act, hearClock } = parts;
  const store = parts.storage && createControlStore(parts.storage, known);
  const echo = createEchoFilter();
  const input = createMidiInput({ access$: parts.access$, clock, echo });
  const knobs = createCcMap({ parameters: known, conform, current: get, pickUp: () => get('pickUp') === 1 });
  const keys = createActionMap();

  const bindings = (): Bindings<ParameterName> => ({ parameters: knobs.bindings, actions: keys.bindings });
  const target = (): ControlTarget | null => {
    if (knobs.learning) return { parameter: knobs.learning };
    return keys.learning ? { action: keys.learning } : null;
  };
  const bindings$ = new BehaviorSubject(bindings());
  const learning$ = new BehaviorSubject<ControlTarget | null>(null);

  /** Does `work`; what stands in its way is put up for the user. */
  const attempt = (work: () => void): void => {
    try {
      work();
      board.post('controls', null);
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
      board.post('controls', asNotice(cause, 'warning'));
    }
  };
  const use = ({ parameters, actions }: Bindings<ParameterName>): void => {
    knobs.set(parameters);
    keys.set(actions);
  };
  const changed = (): void => {
    bindings$.next(bindings());
    learning$.next(null);
    attempt(() => store?.save(bindings()));
  };

  parts.sent$.subscribe(({ port, messages }) => {
    for (const { bytes, at } of messages) echo.sent(port, bytes, at);
  });
  input.clock$.subscribe(hearClock);
  input.control$.subscribe((message) => {
    const learning = learning$.value;
    const changes = learning && 'action' in learning ? [] : knobs.take(message);
    const presses = learning && 'parameter' in learning ? [] : keys.take(message);
    if (learning && target() === null) changed();
    for (const { parameter, value } of changes) set(parameter, value);
    for (const press of presses) act(press);
  });
  combineLatest([parts.settings$, parts.externalClock$, input.inputs$, input.loop$]).subscribe(
    ([settings, reading, inputs, loop]) => {
      const chosen = inputs.find((port) => port.chosen);
      board.post('clock', clockNotice(settings, reading, chosen, loop));
    },
  );
  attempt(() => use(store?.load() ?? bindings()));
  bindings$.next(bindings());
  input.choose(store?.loadInput() ?? null);

  return {
    midiInputs$: input.inputs$,
    chooseMidiInput(id) {
      let choice: MidiInputInfo | undefined;
      input.inputs$.subscribe((ports) => (choice = ports.find((port) => port.id === id))).unsubscribe();
      input.choose(choice ? { id: choice.id, name: choice.name } : null);
      attempt(() => store?.saveInput(input.chosen));
    },
    bindings$: bindings$.asObservable(),
    learning$: learning$.asObservable(),
    learn(wanted) {
      knobs.learn(wanted && 'parameter' in wanted ? wanted.parameter : null);
      keys.learn(wanted && 'action' in wanted ? wanted.action : null);
      learning$.next(target());
    },
    unbind(gone) {
      const { parameters, actions } = bindings();
      if ('parameter' in gone) use({ actions, parameters: parameters.filter((b) => b.parameter !== gone.parameter) });
      else use({ parameters, actions: actions.filter((b) => b.action !== gone.action) });
      changed();
    },
    bindRange(parameter, range) {
      const ranged = knobs.bindings.map((binding) => {
        if (binding.parameter !== parameter) return binding;
        const { channel, controller } = binding;
        const [from, to] = range ?? [];
        const plain = { parameter, channel, controller };
        return from === undefined || to === undefined
          ? plain
          : { ...plain, range: [conform(parameter, from), conform(parameter, to)] as const };
      });
      use({ ...bindings(), parameters: ranged });
      changed();
    },
    importBindings(json) {
      use(parseBindings(json, known));
      changed();
    },
    exportBindings: () => formatBindings(bindings()),
    dispose() {
      input.dispose();
      bindings$.complete();
      learning$.complete();
    },
  };
}
