import { bench, describe } from 'vitest';
import { VOICE_COUNT } from '../../src/core/voices.ts';
import { BLOCK, DrumSynth, POLYPHONY } from '../../src/outputs/synth/drum-synth.ts';

/** One quantum lasts 2.67 ms at 48 kHz; a quarter of it (0.67 ms) is the budget at full polyphony. */
describe.each([0, 1])('one quantum of kit %i', (kit) => {
  const left = new Float32Array(BLOCK);
  const right = new Float32Array(BLOCK);

  for (const [name, voices] of [
    ['one crash', 1],
    ['full polyphony', POLYPHONY],
  ] as const) {
    const synth = new DrumSynth(48_000);
    synth.setKit(kit);
    let frame = 0;
    let serial = 0;
    bench(name, () => {
      // Long-lived voices, struck again as they end, so that the pool stays full.
      while (synth.sounding < voices) {
        synth.schedule(frame, voices === 1 ? 7 : [7, 8, 3][serial % 3]! % VOICE_COUNT, 0.9, serial);
        serial += 1;
        synth.render(left, right, frame);
        frame += BLOCK;
      }
      synth.render(left, right, frame);
      frame += BLOCK;
    });
  }
});
