import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { SourceChoice } from '../camera/types.ts';
import { PARAMETERS, type Parameter, type ParameterName } from '../config.ts';
import type { EngineState, Notice } from '../engine/types.ts';
import { FileDropController } from './controllers/file-drop-controller.ts';
import { KeyboardController } from './controllers/keyboard-controller.ts';
import { ObservableController } from './controllers/observable-controller.ts';
import { controls } from './controls.styles.ts';
import { download } from './download.ts';
import { ICONS } from './icons.ts';
import type { StageCommand } from './keys.ts';
import { PANELS, type Panel } from './panels.ts';
import { EngineElement } from './parts/engine-element.ts';
import './parts/accent-strip.ts';
import './parts/bar-grid.ts';
import './parts/health-meter.ts';
import type { HelpDialog } from './parts/help-dialog.ts';
import './parts/help-dialog.ts';
import './parts/live-status.ts';
import './parts/notice-list.ts';
import './parts/parameter-control.ts';
import './parts/recording-bar.ts';
import type { SourcePicker } from './parts/source-picker.ts';
import './parts/source-picker.ts';
import './parts/stage-mirror.ts';
import './parts/tempo-readout.ts';
import './parts/transport-bar.ts';
import { createPerformer, type Performer } from './performer.ts';
import { rhythmicStageStyles } from './rhythmic-stage.styles.ts';
import { noticesOf, SUSPENDED } from './text/notices.ts';
import { tokens } from './tokens.styles.ts';

/** Recording has ended by itself. */
const RECORDING_ENDED: readonly string[] = ['recording-full', 'recording-worker-failed'];

/** The few controls at hand while performing; every other parameter of the whole instrument is in the set-up. */
const QUICK: readonly ParameterName[] = ['volume', 'kit', 'style', 'temperature', 'density', 'complexity'];
const SET_UP = (Object.entries(PARAMETERS) as [ParameterName, Parameter][])
  .filter(([name, { group }]) => !QUICK.includes(name) && group === undefined)
  .map(([name]) => name);

/**
 * The instrument's page: `<rhythmic-stage>` with an `engine`. It shows what the engine publishes and passes on what the
 * performer does; it computes nothing of the music. Fills its box; give it a height other than the viewport's by CSS.
 */
export class RhythmicStage extends EngineElement {
  static override properties: PropertyDeclarations = {
    running: { state: true },
    starting: { state: true },
    started: { state: true },
    source: { state: true },
    notices: { state: true },
    own: { state: true },
    holding: { state: true },
    recording: { state: true },
    recordingSound: { state: true },
    settingUp: { state: true },
    panel: { state: true },
    dropping: { state: true },
    shortcuts: { state: true },
  };
  static override styles = [tokens, controls, rhythmicStageStyles];
  declare running: boolean;
  declare starting: boolean;
  /** Sound was on at least once: from then on the start button in the dock is enough. */
  declare started: boolean;
  declare source: EngineState['source'] | null;
  declare notices: readonly Notice[];
  /** The page's own notice, until it is dismissed or something works. */
  declare own: Notice | null;
  /** The groove is held. */
  declare holding: boolean;
  /** Poses are being recorded. */
  declare recording: boolean;
  /** Sound is to be recorded. */
  declare recordingSound: boolean;
  declare settingUp: boolean;
  /** The open one of the PANELS, or ''. */
  declare panel: string;
  declare dropping: boolean;
  declare shortcuts: boolean;

  #performer: Performer | null = null;
  readonly #keyboard = new KeyboardController(this, (command) => this.#perform(command));

  constructor() {
    super();
    this.running = this.starting = this.started = this.settingUp = this.dropping = false;
    this.holding = this.recording = this.recordingSound = false;
    this.source = this.own = null;
    this.notices = [];
    this.panel = '';
    this.shortcuts = true;
    this.#followEngine();
    new FileDropController(
      this,
      (over) => {
        this.dropping = over;
      },
      (file) => this.renderRoot.querySelector<SourcePicker>('source-picker')?.take(file),
    );
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('engine')) this.#performer = this.engine ? createPerformer(this.engine, this.#desk()) : null;
  }

  override render(): TemplateResult {
    return html`
      <div class="stage" data-panel=${this.#panelPlace()}>
        ${this.#head()}
        ${this.#panel()}
        <section class="body" aria-label="Dancer">
          <stage-mirror .engine=${this.engine}>${this.#overlay()}</stage-mirror>
          <accent-strip .engine=${this.engine}></accent-strip>
        </section>
        <section class="score" aria-label="Music">
          <tempo-readout .engine=${this.engine}></tempo-readout>
          <bar-grid which="playing" .engine=${this.engine}></bar-grid>
          <bar-grid which="coming" .engine=${this.engine}></bar-grid>
        </section>
        <div class="dock" role="group" aria-label="Performance">
          <transport-bar .engine=${this.engine} .starting=${this.starting} .holding=${this.holding}
            @stage-command=${this.#onCommand}></transport-bar>
          <div class="quick">${QUICK.map((name) => this.#control(name, false))}</div>
        </div>
        ${this.settingUp ? this.#setUp() : nothing}
        <footer>
          <health-meter .engine=${this.engine}></health-meter>
          <recording-bar .engine=${this.engine} .recording=${this.recording} .sound=${this.recordingSound}
            @stage-command=${this.#onCommand}>${this.#doors('foot')}</recording-bar>
        </footer>
      </div>
      ${this.dropping ? html`<div class="drop">Drop a video or a pose recording</div>` : nothing}
      <live-status .engine=${this.engine}></live-status>
      <help-dialog .shortcuts=${this.shortcuts} @shortcuts=${this.#onShortcuts} @closed=${this.#onHelpClosed}></help-dialog>
    `;
  }

  #head(): TemplateResult {
    return html`
      <header>
        <h1>RhythmicNet <span>live</span></h1>
        <source-picker .engine=${this.engine} @source-choice=${this.#onSource} @source-refused=${this.#onRefused}></source-picker>
        ${this.#doors('head')}
        <button aria-expanded=${this.settingUp} @click=${this.#toggleSetUp}>${ICONS.sliders} Set-up</button>
        <button aria-label="Keyboard shortcuts" title="Keyboard shortcuts" @click=${() => this.#showHelp()}>?</button>
      </header>
    `;
  }

  #overlay(): TemplateResult {
    return html`
      <div class="overlay">
        ${this.panel ? nothing : this.#notices()}
        <div class="begin" role="status">${this.#begin()}</div>
      </div>
    `;
  }

  /** Over the mirror, or at the head of the panel that hides it. */
  #notices(): TemplateResult {
    return html`
      <notice-list .notices=${noticesOf(this.notices, this.source, this.own)} @dismiss=${this.#dismiss}></notice-list>
    `;
  }

  /** The buttons that open panels. */
  #doors(door: Panel['door']): TemplateResult[] {
    return Object.entries(PANELS)
      .filter(([, panel]) => panel.door === door)
      .map(
        ([name, { label }]) =>
          html`<button class="door" aria-expanded=${name === this.panel} @click=${() => this.#togglePanel(name)}>${label}</button>`,
      );
  }

  /** What the open panel takes: nothing, the score's place, or the mirror's and the score's. */
  #panelPlace(): 'none' | 'score' | 'both' {
    const panel = PANELS[this.panel];
    if (!panel) return 'none';
    return panel.beside ? 'score' : 'both';
  }

  #panel(): TemplateResult | typeof nothing {
    const panel = PANELS[this.panel];
    if (!panel) return nothing;
    return html`
      <section class="panel" aria-labelledby="panel">
        <div class="panel-head">
          <h2 id="panel">${panel.label}</h2>
          <button @click=${() => this.#togglePanel(this.panel)}>Close</button>
        </div>
        ${this.#notices()} ${panel.show(this.engine)}
      </section>
    `;
  }

  #begin(): TemplateResult | typeof nothing {
    const suspended = this.notices.find(({ code }) => code === SUSPENDED);
    if (!suspended && (this.started || !this.engine)) return nothing;
    return html`
      ${suspended ? html`<p>${suspended.text}</p>` : nothing}
      <button class="start-sound" @click=${() => this.#perform({ type: 'start' })}>
        ${ICONS.play} ${this.starting ? 'Starting …' : 'Start sound'}
      </button>
    `;
  }

  #setUp(): TemplateResult {
    return html`
      <section class="set-up" aria-labelledby="set-up">
        <div class="set-up-head"><h2 id="set-up">Set-up</h2>${this.#doors('set-up')}</div>
        <div class="settings">
          ${SET_UP.map((name) => this.#control(name, true))}
        </div>
      </section>
    `;
  }

  #control(name: ParameterName, explained: boolean): TemplateResult {
    return html`<parameter-control .name=${name} ?explained=${explained} .engine=${this.engine}></parameter-control>`;
  }

  #followEngine(): void {
    new ObservableController(
      this,
      (engine) => engine.state$,
      ({ running, source }) => {
        this.running = running;
        this.started ||= running;
        if (source.state !== this.source?.state || source.kind !== this.source.kind) this.source = source;
      },
    );
    new ObservableController(
      this,
      (engine) => engine.holding$,
      (on) => {
        this.holding = on;
      },
    );
    new ObservableController(
      this,
      (engine) => engine.notices$,
      (notices) => {
        this.notices = notices;
        const ended = notices.some(({ code }) => RECORDING_ENDED.includes(code));
        if (ended && this.recordingSound) this.#perform({ type: 'record-sound' });
      },
    );
  }

  #desk(): Parameters<typeof createPerformer>[1] {
    return {
      download,
      say: (text) => this.#say(text),
      showHelp: () => this.#showHelp(),
      running: () => this.running,
      holding: () => this.holding,
      onStarting: (on) => {
        this.starting = on;
      },
      onRecording: (on) => {
        this.recording = on;
      },
      onRecordingSound: (on) => {
        this.recordingSound = on;
      },
    };
  }

  #perform(command: StageCommand): void {
    this.#performer?.perform(command);
  }

  #onCommand(event: CustomEvent<StageCommand>): void {
    this.#perform(event.detail);
  }

  #onSource(event: CustomEvent<SourceChoice>): void {
    this.own = null;
    this.engine?.use(event.detail).catch((error: unknown) => {
      this.#say(error instanceof Error ? error.message : String(error));
    });
  }

  #onRefused(event: CustomEvent<string>): void {
    this.#say(
      `“${event.detail}” is neither a video nor a pose recording. Use an .mp4, .webm or .mov file, or a .pose.jsonl file.`,
    );
  }

  #say(text: string): void {
    this.own = { code: 'page', level: 'error', text };
  }

  #dismiss(): void {
    this.own = null;
  }

  #toggleSetUp(): void {
    this.settingUp = !this.settingUp;
    if (this.settingUp)
      this.updateComplete.then(() => this.renderRoot.querySelector('.set-up')?.scrollIntoView({ block: 'nearest' }));
  }

  #togglePanel(name: string): void {
    this.panel = name === this.panel ? '' : name;
    this.updateComplete.then(() => this.renderRoot.querySelector('.panel')?.scrollIntoView({ block: 'nearest' }));
  }

  #showHelp(): void {
    this.#keyboard.enabled = false;
    this.renderRoot.querySelector<HelpDialog>('help-dialog')?.open();
  }

  #onShortcuts(event: CustomEvent<boolean>): void {
    this.shortcuts = event.detail;
  }

  #onHelpClosed(): void {
    this.#keyboard.enabled = this.shortcuts;
  }
}

customElements.define('rhythmic-stage', RhythmicStage);
