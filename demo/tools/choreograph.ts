/**
 * Writes a dance as a pose recording, with its true beats in the header.
 *
 *   npx tsx demo/tools/choreograph.ts --out dance.pose.jsonl --seed 3 --tempo "0:110,30:126" --seconds 60
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Choreography, createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createEstimatorNoise } from '../../src/camera/dancer/estimator-noise.ts';
import type { Rest } from '../../src/camera/dancer/stillness.ts';
import type { TempoPoint } from '../../src/camera/dancer/tempo-curve.ts';
import { drawView, FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import { UserError } from '../../src/core/errors.ts';
import { LANDMARK_NAMES } from '../../src/core/joints.ts';
import type { Landmark, Person } from '../../src/core/pose-frame.ts';
import { createRandom } from '../../src/core/random.ts';

const USAGE = `choreograph: writes a dance as a pose recording

  --out FILE        .pose.jsonl or .pose.jsonl.gz (required)
  --seed N          which dance (default 1)
  --bpm N           a constant tempo (default 112)
  --tempo LIST      "0:110,30:126": from 30 s on 126 bpm; "0:110,30~126": reached in a ramp
  --rubato D/P      the beat wanders by D beats every P seconds
  --seconds N       length (default 60)
  --still LIST      "20-26,50-55": rests in seconds
  --accents LIST    16 strengths from 0 to 1, hit in every bar
  --unevenness MS   the body's timing error (default 12)
  --fps N           frames a second (default 30)
  --camera KIND     front (default) or random
  --jitter PX       error of the pose estimator at the trunk (default 0)
  --drop SHARE      share of frames without a person (default 0)`;

/** The beat measures leave the first seconds out: a tracker may be locking. */
const SCORE_AFTER = 6;

const { values } = parseArgs({
  options: Object.fromEntries(
    'out seed bpm tempo rubato seconds still accents unevenness fps camera jitter drop help'
      .split(' ')
      .map((name) => [name, { type: name === 'help' ? ('boolean' as const) : ('string' as const) }]),
  ),
});
const text = (name: string): string | undefined => values[name] as string | undefined;

function number(name: string, fallback: number): number {
  const value = Number(text(name) ?? fallback);
  if (Number.isFinite(value)) return value;
  throw new UserError('argument', `--${name} is "${text(name)}".`, 'Give a number.');
}

function tempo(): readonly TempoPoint[] {
  const list = text('tempo');
  if (!list) return [{ at: 0, bpm: number('bpm', 112) }];
  return list.split(',').map((item) => {
    const [at, bpm] = item.split(/[:~]/).map(Number);
    return { at: at ?? Number.NaN, bpm: bpm ?? Number.NaN, ramp: item.includes('~') };
  });
}

function rests(): readonly Rest[] {
  return (text('still') ?? '').split(',').flatMap((item) => {
    const [from, to] = item.split('-').map(Number);
    return item === '' ? [] : [{ from: from ?? Number.NaN, to: to ?? Number.NaN }];
  });
}

function dance(): Choreography {
  const accents = text('accents');
  const [depth, period] = (text('rubato') ?? '').split('/').map(Number);
  return createChoreography({
    seed: number('seed', 1),
    tempo: tempo(),
    still: rests(),
    unevenness: number('unevenness', 12),
    ...(accents === undefined ? {} : { accents: accents.split(',').map(Number) }),
    ...(depth && period ? { rubato: { depth, period } } : {}),
  });
}

const round = (value: number): number => Math.round(value * 1e5) / 1e5;
const rounded = (landmarks: readonly Landmark[]): readonly (readonly number[])[] =>
  landmarks.map((landmark) => landmark.map(round));
const line = (t: number, person: Person | null): string =>
  JSON.stringify({
    t: round(t),
    people: person ? [{ image: rounded(person.image), world: person.world && rounded(person.world) }] : [],
  });

function recording(): string {
  const choreography = dance();
  const [seconds, fps, seed] = [number('seconds', 60), number('fps', 30), number('seed', 1)];
  const view = text('camera') === 'random' ? drawView(createRandom(seed).fork(77)) : FRONT_VIEW;
  const noise = createEstimatorNoise(
    { jitter: number('jitter', 0), drop: number('drop', 0) },
    view,
    createRandom(seed).fork(78),
  );
  const beats = choreography.beats(0, seconds);
  const header = {
    format: 'pose-recording',
    version: 1,
    fps,
    width: view.width,
    height: view.height,
    joints: LANDMARK_NAMES,
    source: `drawn dancer, seed ${seed}`,
    licence: 'Apache-2.0',
    beats: beats.map(round),
    downbeats: choreography.downbeats(0, seconds).map(round),
    accents: choreography.accents(0, seconds).map(({ time, strength }) => [round(time), strength]),
    still: rests().map(({ from, to }) => [from, to]),
    scoreFrom: (beats[0] ?? 0) + SCORE_AFTER,
  };
  const frames = Array.from({ length: Math.floor(seconds * fps) }, (_, i) => {
    const t = i / fps;
    return line(t, noise(personIn(shoot(view, t), choreography.jointsAt(t))));
  });
  return `${[JSON.stringify(header), ...frames].join('\n')}\n`;
}

function main(): void {
  const out = text('out');
  if (text('help') || !out) {
    console.log(USAGE);
    process.exitCode = out ? 0 : 2;
    return;
  }
  const written = recording();
  writeFileSync(out, out.endsWith('.gz') ? gzipSync(written) : written);
  console.log(`${out}: ${written.split('\n').length - 2} frames`);
}

try {
  main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
