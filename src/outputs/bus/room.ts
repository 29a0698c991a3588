import { createRandom, type Random } from '../../core/random.ts';
import type { Hertz, SampleFrame, Seconds } from '../../core/units.ts';

/** Metres; a small live room. */
const SIZE = [6.2, 4.6, 2.8] as const;
const DRUMS = [3.0, 1.4, 0.7] as const;
/** A spaced pair of microphones before the drums: left, right. */
const MICROPHONES = [
  [2.3, 3.3, 1.6],
  [3.8, 3.4, 1.6],
] as const;
const SPEED_OF_SOUND = 343;
/** What a wall leaves of the sound's amplitude. */
const REFLECTION = 0.72;
/** Mirror images on either side of the room in each direction. */
const IMAGES = 2;

/** Time to fall by 60 dB. */
const DECAY: Seconds = 0.4;
/** The dense tail sets in where the images thin out. */
const TAIL_FROM: Seconds = 0.018;
const TAIL_LEVEL = 0.1;
/** Pulses a second: as smooth to the ear as noise. */
const DENSITY: Hertz = 2200;
/** Walls and air swallow treble: the low-pass closes from here to there. */
const BRIGHT: Hertz = 9000;
const DULL: Hertz = 2500;
/** Below it the drums stay dry. */
const LOW_CUT: Hertz = 150;
/**
 * Chromium convolves up to 12288 frames of a response on the audio thread and what goes beyond on another, which on a busy
 * machine may come too late: so the room is no longer than that.
 */
const MOST_FRAMES: SampleFrame = 12_288;
const LONGEST: Seconds = 0.27;

type Point = readonly [number, number, number];

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** Where the source's mirror image `n` lies along one side of the room. */
const mirrored = (at: number, size: number, n: number): number => n * size + (n % 2 === 0 ? at : size - at);

/** Early reflections by mirror images of the source (Allen & Berkley 1979), relative to the direct sound, which is left out. */
function addImages(response: Float64Array, microphone: Point, sampleRate: Hertz): void {
  const direct = distance(DRUMS, microphone);
  for (let x = -IMAGES; x <= IMAGES; x += 1) {
    for (let y = -IMAGES; y <= IMAGES; y += 1) {
      for (let z = -IMAGES; z <= IMAGES; z += 1) {
        const bounces = Math.abs(x) + Math.abs(y) + Math.abs(z);
        if (bounces === 0) continue;
        const [a, b, c] = [
          mirrored(DRUMS[0], SIZE[0], x),
          mirrored(DRUMS[1], SIZE[1], y),
          mirrored(DRUMS[2], SIZE[2], z),
        ];
        const far = distance([a, b, c], microphone);
        const frame = Math.round(((far - direct) / SPEED_OF_SOUND) * sampleRate);
        if (frame < response.length) response[frame]! += (REFLECTION ** bounces * direct) / far;
      }
    }
  }
}

/** The tail as velvet noise: one pulse of random sign and place in every grid cell (Karjalainen & Järveläinen 2007), decaying. */
function addTail(response: Float64Array, random: Random, sampleRate: Hertz): void {
  const cell = sampleRate / DENSITY;
  for (let start = TAIL_FROM * sampleRate; start + cell < response.length; start += cell) {
    const frame = Math.floor(start + random.between(0, cell));
    const level = TAIL_LEVEL * 10 ** ((-3 * frame) / (DECAY * sampleRate));
    response[frame]! += random.next() < 0.5 ? -level : level;
  }
}

/** In place: a low-pass that closes as the sound dies away, and a low cut. One pole each. */
function colour(response: Float64Array, sampleRate: Hertz): void {
  const pole = (cutoff: Hertz): number => 1 - Math.exp((-2 * Math.PI * cutoff) / sampleRate);
  let treble = 0;
  let bass = 0;
  for (let n = 0; n < response.length; n += 1) {
    treble += (response[n]! - treble) * pole(BRIGHT * (DULL / BRIGHT) ** (n / response.length));
    bass += (treble - bass) * pole(LOW_CUT);
    response[n] = treble - bass;
  }
}

/** In place: the last tenth fades, so that the end is no edge. */
function fade(response: Float64Array): void {
  const length = Math.round(response.length / 10);
  for (let n = 1; n <= length; n += 1) response[response.length - n]! *= (n - 1) / length;
}

/**
 * What a small room answers to a clap, left and right, together of unit energy in each channel on average. Made from geometry
 * and a fixed seed: the same in every browser. The direct sound isn't in it.
 */
export function createRoomResponse(
  sampleRate: Hertz,
): readonly [left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>] {
  const length = Math.min(MOST_FRAMES, Math.round(LONGEST * sampleRate));
  const channels = MICROPHONES.map((microphone, side) => {
    const response = new Float64Array(length);
    addImages(response, microphone, sampleRate);
    addTail(response, createRandom(1770 + side), sampleRate);
    colour(response, sampleRate);
    fade(response);
    return response;
  });
  const energy = channels.flatMap((channel) => [...channel]).reduce((sum, x) => sum + x * x, 0) / 2;
  const [left, right] = channels.map((channel) => Float32Array.from(channel, (x) => x / Math.sqrt(energy)));
  return [left!, right!];
}
