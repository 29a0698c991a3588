import type { Decibels, Seconds } from '../../core/units.ts';
import { VOICES } from '../../core/voices.ts';
import type { DrumEvent } from '../../schedule/types.ts';
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

/** The synth offline: the very sound that the worklet makes, without a browser. Strokes start on the frame nearest to `dueAt`. */
export function renderEvents(events: readonly DrumEvent[], options: RenderOptions): Rendering {
  const { sampleRate, seconds, kit, volume, start = 0 } = options;
  const synth = new DrumSynth(sampleRate);
  synth.setKit(kit);
  synth.setVolume(volume, true);
  const length = Math.ceil(seconds * sampleRate);
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
      synth.schedule(at, VOICES.indexOf(event.voice), event.velocity, serial);
    }
    synth.render(left.subarray(frame, frame + BLOCK), right.subarray(frame, frame + BLOCK), frame);
  }
  return { left, right };
}
