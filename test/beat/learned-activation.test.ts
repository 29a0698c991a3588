import { readFileSync } from 'node:fs';
import * as runtime from 'onnxruntime-web/wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { shippedTempo } from '../../demo/tools/learned-beat.ts';
import manifest from '../../models/beat.json' with { type: 'json' };
import { activationOf, createLearnedActivation } from '../../src/beat/learned-activation.ts';
import { type BeatNet, openBeatNet } from '../../src/beat/learned-net.ts';
import type { Activation, ActivationModel } from '../../src/beat/types.ts';
import { drawView } from '../../src/camera/dancer/virtual-camera.ts';
import { JOINT_COUNT } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';
import { MOTION_RATE, type MotionFrame } from '../../src/motion/types.ts';
import { film, toMotion } from '../motion/dance.ts';
import golden from './golden/beat.json' with { type: 'json' };

const tempo = await shippedTempo();
const model = readFileSync(new URL('../../models/beat.onnx', import.meta.url));
const ENERGY = { leftArm: 1, rightArm: 1, leftLeg: 1, rightLeg: 1, trunk: 1, whole: 1 };

/** Frames of uniform numbers: position and velocity -2..2, visibility 0..1, as models/training/export_beat.py draws them. */
function madeUp(seed: number, count: number): readonly MotionFrame[] {
  const random = createRandom(seed);
  const floats = (size: number, low: number, high: number): Float32Array =>
    Float32Array.from({ length: size }, () => low + (high - low) * random.next());
  return Array.from({ length: count }, (_, i) => ({
    time: i / MOTION_RATE,
    present: true,
    position: floats(JOINT_COUNT * 2, -2, 2),
    velocity: floats(JOINT_COUNT * 2, -2, 2),
    visibility: floats(JOINT_COUNT, 0, 1),
    energy: ENERGY,
    camera: { x: 0, y: 0 },
    activity: 1,
  }));
}

async function heard(net: BeatNet, frames: readonly MotionFrame[]): Promise<number[][]> {
  const all: number[][] = [];
  for (const frame of frames) all.push([...(await net.step(frame))]);
  return all;
}

describe('the beat net on wasm', () => {
  let net: BeatNet;
  beforeAll(async () => {
    net = await openBeatNet(runtime, model);
  });

  test('a frame at a time says what PyTorch says of the whole dance', async () => {
    net.reset();
    const heads = await heard(net, madeUp(golden.seed, golden.frames));
    const shown = heads.filter((_, i) => i % golden.every === golden.every - 1);
    expect(shown).toHaveLength(golden.heads.length);
    shown.forEach((values, i) => {
      values.forEach((value, k) => {
        expect(value, `frame ${i}, head ${k}`).toBeCloseTo(golden.heads[i]![k]!, 3);
      });
    });
  });

  test('remembers the past and forgets it on reset', async () => {
    const [first, second] = [madeUp(1, 20), madeUp(2, 20)];
    net.reset();
    const fresh = await heard(net, second);
    net.reset();
    await heard(net, first);
    expect(await heard(net, second)).not.toEqual(fresh);
    net.reset();
    expect(await heard(net, second)).toEqual(fresh);
  });

  test('the manifest describes the file', async () => {
    const digest = await crypto.subtle.digest('SHA-256', model);
    expect(Buffer.from(digest).toString('hex')).toBe(manifest.model.sha256);
    expect(model.length).toBe(manifest.model.bytes);
  });
});

describe('as an activation', () => {
  /** A net that is sure of a beat, with this logit of dance. */
  const saying = (dance: () => number): BeatNet => ({
    step: async () => Float32Array.from([2, -2, dance(), 1, 0, 1, 0, 0.5, 0, 0.25, 0]),
    reset: () => {},
    release: async () => {},
  });

  test('is silent at rest and while nobody is seen, and coasts for a second in between', async () => {
    const activation = activationOf(saying(() => 3));
    const [frame] = madeUp(3, 1) as [MotionFrame];
    const said = [];
    for (let i = 0; i < 30; i++) said.push(await activation.step({ ...frame, time: i / 30 }));
    expect(said.at(-1)).toMatchObject({ activity: 1 });
    expect(said.at(-1)!.beat).toBeCloseTo(0.881, 2);
    for (let i = 30; i < 75; i++) said.push(await activation.step({ ...frame, time: i / 30, present: false }));
    expect(said[31]).toMatchObject({ beat: 0, downbeat: 0 });
    expect(said[31]!.activity).toBeGreaterThan(0);
    expect(said.at(-1)).toMatchObject({ beat: 0, activity: 0 });
    expect(await activation.step({ ...frame, time: 3, activity: 0 })).toMatchObject({
      beat: 0,
      downbeat: 0,
      activity: 0,
    });
  });

  test('is silent while the net sees no dance, until it plainly does again; one frame is no rest', async () => {
    let dance = 3;
    const activation = activationOf(saying(() => dance));
    const frames = [...madeUp(4, 60)];
    const hear = async (logit: number, count: number): Promise<boolean> => {
      dance = logit;
      let beat = 0;
      for (const frame of frames.splice(0, count)) ({ beat } = await activation.step(frame));
      return beat > 0;
    };
    expect(await hear(3, 5)).toBe(true);
    expect(await hear(-4, 1)).toBe(true);
    expect(await hear(-4, 25)).toBe(false);
    expect(await hear(3, 1)).toBe(false);
    expect(await hear(3, 8)).toBe(true);
  });

  test('doubts some frames before it is silent', async () => {
    let dance = 3;
    const activation = activationOf(saying(() => dance));
    const said = [];
    for (const [i, frame] of madeUp(6, 20).entries()) {
      dance = i < 10 ? 3 : -4;
      said.push(await activation.step(frame));
    }
    const [doubted, silent] = [said.findIndex(({ doubtful }) => doubtful), said.findIndex(({ beat }) => beat === 0)];
    expect(doubted).toBeGreaterThan(9);
    expect(silent - doubted).toBeGreaterThanOrEqual(2);
    expect(said[doubted]!.phasor).toEqual([1, 0, 1, 0, 0.5, 0, 0.25, 0]);
  });

  test('is overruled by a body that plainly goes on moving', async () => {
    const saidAt = async (second: number, speed: number, dance: number): Promise<Activation> => {
      const activation = activationOf(saying(() => dance));
      const [frame] = madeUp(5, 1) as [MotionFrame];
      const velocity = frame.velocity.fill(speed);
      let said: Activation | null = null;
      for (let i = 0; i <= second * MOTION_RATE; i++)
        said = await activation.step({ ...frame, velocity, time: i / MOTION_RATE });
      return said!;
    };
    const heardAt = async (...at: Parameters<typeof saidAt>): Promise<boolean> => (await saidAt(...at)).beat > 0;
    const [doubtful, certain] = [-1.2, -8];
    expect(await heardAt(2, 1, doubtful)).toBe(false);
    expect(await heardAt(4, 1, doubtful)).toBe(true);
    expect(await heardAt(4, 0.1, doubtful)).toBe(false);
    expect(await heardAt(4, 1, certain)).toBe(false);
    expect(await heardAt(7, 1, certain)).toBe(true);
    expect((await saidAt(7, 1, certain)).doubtful).toBe(false);
  });

  test.each([
    [8238, 74, 15, 3],
    [8254, 131, 15, 3],
    [8258, 151, 15, 3],
  ])(
    'hears nothing in a long rest before a far camera (dancer %i, %i bpm, %i Hz, %i px)',
    async (seed, bpm, fps, jitter) => {
      const [from, to] = [8, 40];
      const view = drawView(createRandom(seed).fork(77));
      const frames = toMotion(
        film({ seed, tempo: [{ at: 0, bpm }], still: [{ from, to }] }, { seconds: to, fps, view, jitter }),
      );
      const activation = await createLearnedActivation({ model, tempo, runtime });
      const heard = { dancing: 0, standing: 0 };
      for (const frame of frames) {
        const { activity } = await activation.step(frame);
        if (activity > 0 && frame.time < from) heard.dancing++;
        if (activity > 0 && frame.time > from + 2) heard.standing++;
      }
      expect(heard.dancing).toBeGreaterThan(6 * MOTION_RATE);
      expect(heard.standing).toBe(0);
    },
  );

  test('answers bad bytes with a rejection', async () => {
    const bad: Promise<ActivationModel> = createLearnedActivation({ model: new Uint8Array(16), tempo, runtime });
    await expect(bad).rejects.toThrow();
  });
});
