import type { Random } from '../core/random.ts';
import type { Unit } from '../core/units.ts';
import { STEPS, STEPS_PER_BEAT, VOICE_COUNT, VOICES, type Voice } from '../core/voices.ts';
import { CELLS } from './columns.ts';
import { type PlayedBar, playable } from './groove-session.ts';
import { PRESENT } from './sampling.ts';

/** What the fallback drummer goes by. */
export interface FallbackRequest {
  readonly rhythm: Float32Array;
  readonly energy: Unit;
  readonly fill: boolean;
  /** The bar before, whoever wrote it; null at the start. */
  readonly last: PlayedBar | null;
  /** Voices that may not sound, as a word. */
  readonly muted: number;
  /** What comes again in its place. */
  readonly held: PlayedBar | null;
}

/** Energy above which the hat plays between the eighths, too. */
const BUSY: Unit = 0.7;
/** Share of the last bar's strokes that are kept where the new rhythm allows it. */
const KEPT = 0.6;
const OFF_BEAT_KICK = 0.75;

const at = (step: number, voice: Voice): number => step * VOICE_COUNT + VOICES.indexOf(voice);

/** Voices of one accent: back beats on the snare, the rest on the kick; strong ones at the bar's start get a crash. */
function accentVoices(step: number, strength: Unit, first: boolean): Voice[] {
  const beat = Math.floor(step / STEPS_PER_BEAT);
  const onBeat = step % STEPS_PER_BEAT === 0;
  if (first && step === 0) return ['kick', 'crash'];
  if (onBeat) return [beat % 2 === 1 ? 'snare' : 'kick'];
  return [strength > OFF_BEAT_KICK ? 'snare' : 'kick'];
}

function put(velocity: Float32Array, step: number, voice: Voice, strength: Unit): void {
  velocity[at(step, voice)] = Math.max(velocity[at(step, voice)]!, strength);
}

function accents(velocity: Float32Array, request: FallbackRequest): void {
  for (let step = 0; step < STEPS; step++) {
    const strength = request.rhythm[step]!;
    if (strength <= PRESENT) continue;
    const first = request.last === null && step === 0;
    for (const voice of accentVoices(step, strength, first)) put(velocity, step, voice, 0.45 + 0.5 * strength);
  }
}

function timeKeeper(velocity: Float32Array, request: FallbackRequest): void {
  const every = request.energy > BUSY ? 1 : 2;
  for (let step = 0; step < STEPS; step += every) {
    const pulse = step % STEPS_PER_BEAT === 0 ? 0.6 : 0.4;
    put(velocity, step, 'closedHat', pulse * (0.6 + 0.5 * request.energy));
  }
}

/** Strokes of the bar before come back, softer, where they don't stand on a step that the new rhythm leaves empty. */
function memory(velocity: Float32Array, { rhythm, last }: FallbackRequest, random: Random): void {
  if (!last) return;
  for (let cell = 0; cell < CELLS; cell++) {
    const step = Math.floor(cell / VOICE_COUNT);
    const wanted = rhythm[step]! > PRESENT || step % STEPS_PER_BEAT === 0;
    const drum = cell % VOICE_COUNT < 2;
    if (last.hits[cell] && drum && wanted && random.next() < KEPT && velocity[cell] === 0) {
      velocity[cell] = 0.8 * last.velocity[cell]!;
    }
  }
}

/** The last beat goes down the toms. */
function fill(velocity: Float32Array): void {
  const toms: Voice[] = ['highTom', 'highTom', 'midTom', 'lowTom'];
  for (const [index, voice] of toms.entries()) {
    const step = STEPS - STEPS_PER_BEAT + index;
    velocity.fill(0, step * VOICE_COUNT, (step + 1) * VOICE_COUNT);
    put(velocity, step, voice, 0.6 + 0.08 * index);
  }
}

/**
 * A bar by rule, for when no net can be run: accents to kick and snare, a hat for the time, something of the bar before.
 * A silent rhythm gives a silent bar.
 */
export function fallbackBar(request: FallbackRequest, random: Random): PlayedBar {
  const velocity = request.held?.velocity.slice() ?? new Float32Array(CELLS);
  if (!request.held && request.rhythm.some((strength) => strength > PRESENT)) {
    accents(velocity, request);
    timeKeeper(velocity, request);
    memory(velocity, request, random);
    if (request.fill) fill(velocity);
  }
  for (let cell = 0; cell < CELLS; cell++) if ((request.muted >> (cell % VOICE_COUNT)) & 1) velocity[cell] = 0;
  const hits = Uint8Array.from(velocity, (strength) => (strength > 0 ? 1 : 0));
  const human = velocity.map((strength) => strength * (1 + 0.08 * random.normal()));
  const offset = Float32Array.from({ length: CELLS }, () => 0.05 * random.normal());
  return playable(hits, human, offset);
}
