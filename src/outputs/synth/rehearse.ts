import { SOUND_COUNT } from '../../core/voices.ts';
import { BLOCK, DrumSynth } from './drum-synth.ts';
import { KITS } from './kits/kits.ts';
import { SOUND_PARAMETERS } from './parameters.ts';

/** Blocks in which the compiler has seen every path often enough to optimise it. */
const BLOCKS = 80;

/**
 * Plays what nobody hears, so that the compiler has optimised the synth before its first sound: code that isn't optimised
 * puts every number that it computes on the heap. Takes about 0.1 s; call it once, where nothing sounds yet.
 */
export function rehearse(sampleRate: number): void {
  const synth = new DrumSynth(sampleRate);
  const left = new Float32Array(BLOCK);
  const right = new Float32Array(BLOCK);
  for (let block = 0; block < BLOCKS; block += 1) {
    synth.setKit(block % KITS.length);
    for (let sound = 0; sound < SOUND_COUNT; sound += 1) {
      for (const parameter of SOUND_PARAMETERS) synth.setVoice(sound, parameter, block / BLOCKS);
    }
    for (let i = 0; i < 3; i += 1) {
      const serial = block * 3 + i;
      synth.schedule(block * BLOCK + ((serial * 29) % BLOCK), serial % SOUND_COUNT, (1 + (serial % 16)) / 16, serial);
    }
    synth.render(left, right, block * BLOCK);
  }
}
