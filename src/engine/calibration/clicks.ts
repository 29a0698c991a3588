import type { Seconds } from '../../core/units.ts';

/** A click: short, sudden, in the middle of what small loudspeakers play well. */
const LENGTH: Seconds = 0.004;
const PITCH = 2000;
/** The first comes so long after it was asked for. */
const AHEAD: Seconds = 0.4;

/** Plays clicks straight to the loudspeaker. */
export interface Clicks {
  /** AudioContext times at which they begin. */
  readonly times: readonly Seconds[];
  stop(): void;
}

/** Regular clicks on exact frames, whatever the main thread does meanwhile. */
export function playClicks(context: AudioContext, count: number, interval: Seconds): Clicks {
  const { sampleRate } = context;
  const buffer = context.createBuffer(1, Math.round(LENGTH * sampleRate), sampleRate);
  const samples = buffer.getChannelData(0);
  // A cosine: it begins at its peak, so its onset is one frame.
  samples.forEach((_, n) => {
    samples[n] = 0.7 * Math.cos((2 * Math.PI * PITCH * n) / sampleRate) * (1 - n / samples.length);
  });
  const first = Math.ceil((context.currentTime + AHEAD) * sampleRate);
  const times = Array.from({ length: count }, (_, i) => (first + Math.round(i * interval * sampleRate)) / sampleRate);
  const sources = times.map((time) => {
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.start(time);
    return source;
  });
  return {
    times,
    stop: () => {
      for (const source of sources) source.disconnect();
    },
  };
}
