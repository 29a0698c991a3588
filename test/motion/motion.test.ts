import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRONT_VIEW } from '../../src/camera/dancer/virtual-camera.ts';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import { JOINT } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';
import { createMotion } from '../../src/motion/motion.ts';
import { MOTION_RATE } from '../../src/motion/types.ts';
import { createPersonStage } from '../../src/pose/person-stage.ts';
import type { PersonFrame } from '../../src/pose/types.ts';
import { correlation, film, mean, shifted, toMotion } from './dance.ts';

const at110 = (seed: number) => ({ seed, tempo: [{ at: 0, bpm: 110 }] });
const dance = film(at110(2), { seconds: 8 });

test('frames come on the regular grid, with the arrays and units that the contract promises', () => {
  const frames = toMotion(dance);
  expect(frames).toHaveLength(dance.length);
  for (const [k, frame] of frames.entries()) {
    expect(frame.time).toBeCloseTo(k / MOTION_RATE, 9);
    expect(frame.position[JOINT.pelvis * 2]).toBe(0);
    expect(frame.velocity).toHaveLength(34);
    expect(frame.visibility).toHaveLength(17);
  }
  const neck = mean(frames.map(({ position }) => Math.hypot(position[JOINT.neck * 2]!, position[JOINT.neck * 2 + 1]!)));
  expect(neck).toBeGreaterThan(0.85);
  expect(neck).toBeLessThan(1.1);
});

test('velocity is the derivative of the place in the picture, in torso lengths', () => {
  const moved = film({ ...at110(2), still: [{ from: 0, to: 100 }] }, { seconds: 3 }).map((frame) => {
    const person = frame.person!;
    const image = person.image.map((landmark, i) =>
      i === 15 ? ([landmark[0], landmark[1] - 0.1 * frame.time, landmark[2], landmark[3]] as const) : landmark,
    );
    return { ...frame, person: { ...person, image } };
  });
  const [first, last] = [toMotion(moved)[60]!, toMotion(moved)[89]!];
  const travelled = last.position[JOINT.left_wrist * 2 + 1]! - first.position[JOINT.left_wrist * 2 + 1]!;
  expect(last.velocity[JOINT.left_wrist * 2 + 1]).toBeCloseTo(travelled / (29 / 30), 1);
  expect(last.velocity[JOINT.left_wrist * 2 + 1]).toBeLessThan(-0.2);
});

test('the same dance gives the same motion near and far, at every picture size', () => {
  const speeds = (frames: readonly PersonFrame[]) => toMotion(frames).map(({ energy }) => energy.whole);
  const near = speeds(dance);
  const far = speeds(film(at110(2), { seconds: 8, view: { ...FRONT_VIEW, distance: 6 } }));
  const hd = speeds(dance.map((frame) => ({ ...frame, width: frame.width * 2, height: frame.height * 2 })));
  expect(correlation(near, far)).toBeGreaterThan(0.98);
  expect(mean(far) / mean(near)).toBeCloseTo(1, 0.9);
  expect(hd).toEqual(near);
});

test('a body that turns keeps its scale, with and without world landmarks', () => {
  const view = (yaw: number) => ({ ...FRONT_VIEW, yaw });
  for (const world of [true, false]) {
    const torso = [0, 1.2].map((yaw) => {
      const filmed = film({ ...at110(2), still: [{ from: 0, to: 100 }] }, { seconds: 2, view: view(yaw) });
      const seen = filmed.map((f) => ({
        ...f,
        person: f.person && { ...f.person, world: world ? f.person.world : null },
      }));
      const last = toMotion(seen).at(-1)!;
      return last.position[JOINT.neck * 2 + 1]!;
    });
    expect(torso[1]! / torso[0]!).toBeGreaterThan(0.85);
    expect(torso[1]! / torso[0]!).toBeLessThan(1.15);
  }
});

test('irregular 5 to 60 fps come out on the grid, once each, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1 / 60, max: 0.2, noNaN: true }), { minLength: 5, maxLength: 60 }),
      (gaps) => {
        const motion = createMotion();
        let time = 0.123;
        const times: number[] = [];
        for (const gap of gaps) {
          time += gap;
          const frames = motion.step({ ...dance[0]!, time });
          for (const frame of frames) {
            expect(frame.present).toBe(true);
            expect(frame.time).toBeLessThanOrEqual(time + 1e-9);
            times.push(Math.round(frame.time * MOTION_RATE));
          }
        }
        for (let i = 1; i < times.length; i++) expect(times[i]).toBe(times[i - 1]! + 1);
        expect(times.at(-1)! + 1).toBeGreaterThan(time * MOTION_RATE - 1e-6);
      },
    ),
    { numRuns: 30 },
  );
});

test('15 fps keeps the movement of 30 fps', () => {
  const slow = toMotion(dance.filter((_, k) => k % 2 === 0)).map(({ energy }) => energy.trunk);
  const full = toMotion(dance).map(({ energy }) => energy.trunk);
  expect(correlation(slow.slice(30, 230), full.slice(30, 230))).toBeGreaterThan(0.9);
});

test('a gap over 0.3 s is an absence without movement; the return is no jump', () => {
  const gap = dance.filter(({ time }) => time < 3 || time > 3.5);
  const frames = toMotion(gap).filter(({ time }) => time > 3.01 && time < 3.49);
  expect(frames.length).toBeGreaterThan(12);
  for (const frame of frames) {
    expect(frame).toMatchObject({ present: false, activity: 0, energy: { whole: 0 } });
    expect(frame.velocity.every((v) => v === 0)).toBe(true);
  }
  const back = toMotion(gap).find(({ time, present }) => time > 3.4 && present)!;
  expect(back.energy.whole).toBe(0);
});

test('nobody there: absent at once and for as long as it lasts', () => {
  const frames = toMotion(
    dance.map((frame) => (frame.time > 2 && frame.time < 4 ? { ...frame, person: null } : frame)),
  );
  expect(frames.filter(({ present }) => !present).length).toBe(59);
  expect(frames.at(-1)!.activity).toBe(1);
});

test('time may jump back or far ahead', () => {
  for (const jump of [-5, 1000]) {
    const motion = createMotion();
    for (const frame of dance.slice(0, 90)) motion.step(frame);
    const later = dance.slice(90, 150).map((frame) => ({ ...frame, time: frame.time + jump }));
    const frames = later.flatMap((frame) => motion.step(frame));
    expect(frames.length).toBe(60);
    expect(frames[0]!.energy.whole).toBe(0);
    expect(Math.max(...frames.map(({ energy }) => energy.whole))).toBeLessThan(10);
  }
});

test('a joint that is lost and found fades and does not leap', () => {
  const wrist = 15;
  const lost = dance.map((frame) => {
    if (frame.time < 3 || frame.time > 4) return frame;
    const image = frame.person!.image.map((mark, i) => (i === wrist ? ([0, 0, 0, 0] as const) : mark));
    return { ...frame, person: { image, world: null } };
  });
  const whole = toMotion(dance);
  for (const [k, frame] of toMotion(lost).entries()) {
    const speed = (of: Float32Array) => Math.hypot(of[JOINT.left_wrist * 2]!, of[JOINT.left_wrist * 2 + 1]!);
    expect(speed(frame.velocity)).toBeLessThan(speed(whole[k]!.velocity) + 1.5);
    if (frame.time > 3.2 && frame.time < 4) expect(speed(frame.velocity)).toBe(0);
  }
});

/** As the instrument does it: the pose stage's smoothing at its default comes before the motion stage. */
function smoothed(frames: readonly PersonFrame[]): PersonFrame[] {
  const stage = createPersonStage(() => DEFAULT_SETTINGS.smoothing);
  return frames.map(({ time, width, height, person }) =>
    stage.step({ t: time, width, height, people: person ? [person] : [] }),
  );
}

test('standing still with 2 px of jitter at the trunk and 4 at the hands is rest; 3 and 6 px nearly so', () => {
  for (const seed of [1, 2, 3]) {
    const rest = { ...at110(seed), still: [{ from: 0, to: 100 }] };
    const activity = (jitter: number) =>
      toMotion(smoothed(film(rest, { seconds: 10, jitter })))
        .filter(({ time }) => time > 2)
        .map((frame) => frame.activity);
    expect(Math.max(...activity(2))).toBe(0);
    expect(mean(activity(3))).toBeLessThan(0.05);
  }
});

test('dancing is 1 within little more than half a second, and stays so', () => {
  for (const seed of [1, 2, 3, 4]) {
    const frames = toMotion(smoothed(film(at110(seed), { seconds: 6, jitter: 2 })));
    const activity = frames.map((frame) => frame.activity);
    expect(activity[18]).toBeGreaterThan(0.9);
    expect(mean(activity.slice(18))).toBeGreaterThan(0.93);
  }
});

test('rest is reached within 2 s of the stop, and left within half a second', () => {
  const frames = toMotion(film({ ...at110(3), still: [{ from: 3, to: 7 }] }, { seconds: 9, jitter: 2 }));
  const activityAt = (time: number) => frames[Math.round(time * MOTION_RATE)]!.activity;
  expect(activityAt(3)).toBe(1);
  const rested = frames.find(({ time, activity }) => time > 3 && activity === 0)!.time;
  expect(rested).toBeLessThan(5);
  expect(activityAt(6.9)).toBe(0);
  expect(activityAt(7.8)).toBeGreaterThan(0.5);
});

test('a pan and a shake are taken out of a body at rest and of a dancing one', () => {
  const pan = (time: number) => [0.15 * Math.max(0, time - 2), 0] as const;
  const shake = (time: number) => [0.008 * Math.sin(14 * time), 0.01 * Math.sin(17 * time)] as const;
  const report: Record<string, string> = {};
  for (const [name, moved] of Object.entries({ pan, shake })) {
    const energy = (options: { still?: readonly { from: number; to: number }[] }, camera: boolean) =>
      toMotion(film({ ...at110(2), ...options }, { seconds: 5, jitter: 0, ...(camera ? { moved } : {}) }))
        .slice(100)
        .map((frame) => frame.energy.whole);
    const rest = { still: [{ from: 0, to: 100 }] };
    const raw = mean(energy(rest, true));
    const steady = energy({}, false);
    const filmed = energy({}, true);
    report[name] = `left at rest ${raw.toFixed(3)} torsos/s; dance r=${correlation(steady, filmed).toFixed(3)}`;
    expect(raw).toBeLessThan(0.12);
    expect(correlation(steady, filmed)).toBeGreaterThan(name === 'pan' ? 0.98 : 0.7);
  }
  console.log('camera movement', report);
});

test('bounce and travel of a dancer are not taken for the camera', () => {
  for (const seed of [1, 2, 3, 4]) {
    const frames = toMotion(film(at110(seed), { seconds: 8 }));
    const camera = mean(frames.map(({ camera: { x, y } }) => Math.hypot(x, y)));
    expect(camera / mean(frames.map(({ energy }) => energy.whole))).toBeLessThan(0.1);
  }
});

test('filler, infinities and absurd leaps never give a speed that no body has', () => {
  const random = createRandom(3);
  const wild = dance.slice(0, 90).map((frame) => {
    const leap = random.next() < 0.2 ? 0.4 : 0;
    const image = shifted(frame.person!, leap, 0).image.map(([x, y, z, seen]) =>
      random.next() < 0.1 ? ([Number.NaN, Number.POSITIVE_INFINITY, z, seen] as const) : ([x, y, z, seen] as const),
    );
    return { ...frame, person: { image, world: null } };
  });
  for (const { velocity, position, energy } of toMotion(wild)) {
    expect([...velocity, ...position].every(Number.isFinite)).toBe(true);
    expect(energy.whole).toBeLessThan(20);
  }
});

test('same input, same output, bit for bit; reset is a new start', () => {
  const motion = createMotion();
  const run = () => dance.flatMap((frame) => motion.step(frame));
  const first = run();
  motion.reset();
  expect(run()).toEqual(first);
});
