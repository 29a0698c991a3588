import type { Decibels, Seconds } from '../../core/units.ts';
import { SOUNDS } from '../../core/voices.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import { Limiter } from '../bus/limiter.ts';
import { BLOCK, DrumSynth } from './drum-synth.ts';

export interface RenderOptions {
  readonly sampleRate: number;
  readonly seconds: Seconds;
  /** Index into KITS. */
  readonly kit: number;
  readonly volume: Decibels;
  /** Stream time of the first frame; strokes due earlier are left out. */
  readonly start?: Seconds;
}

export interface Rendering {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/**
 * The synth and the limiter offline: the very sound that the worklets make, without a browser and without its room, compression
 * and saturation. Strokes start on the frame nearest to `dueAt`; the limiter's delay is taken back.
 */
export function renderEvents(events: readonly DrumEvent[], options: RenderOptions): Rendering {
  const { sampleRate, seconds, kit, volume, start = 0 } = options;
  const synth = new DrumSynth(sampleRate);
  synth.setKit(kit);
  synth.setVolume(volume, true);
  const limiter = new Limiter(sampleRate);
  const length = Math.ceil(seconds * sampleRate) + limiter.delay;
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  const frames = events.map((event, serial) => ({
    event,
    serial,
    frame: Math.round((event.dueAt - start) * sampleRate),
  }));
  frames.sort((a, b) => a.frame - b.frame || a.serial - b.serial);
  let next = 0;
  for (let frame = 0; frame < length; frame += BLOCK) {
    for (; next < frames.length && frames[next]!.frame < frame + BLOCK; next += 1) {
      const { event, serial, frame: at } = frames[next]!;
      synth.schedule(at, SOUNDS.indexOf(event.voice), event.velocity, serial);
    }
    synth.render(left.subarray(frame, frame + BLOCK), right.subarray(frame, frame + BLOCK), frame);
  }
  limiter.process(left, right);
  return { left: left.subarray(limiter.delay), right: right.subarray(limiter.delay) };
}
