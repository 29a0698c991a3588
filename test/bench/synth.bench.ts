import { bench, describe } from 'vitest';
import { BLOCK, DrumSynth, POLYPHONY } from '../../src/outputs/synth/drum-synth.ts';
import { KITS } from '../../src/outputs/synth/kits/kits.ts';
import { rehearse } from '../../src/outputs/synth/rehearse.ts';

/** Index of the crash, the dearest sound of every kit. */
const CRASH = 7;
/** What a drummer has ringing at once at the most. */
const MIXED = [0, 1, 3, 7, 8, 4, 9, 11];

rehearse(48_000);

/** One quantum lasts 2.67 ms at 48 kHz; a quarter of it (0.67 ms) is the budget at full polyphony. */
describe.each(KITS.map(({ name }, kit) => [name, kit] as const))('one quantum of kit %s', (_, kit) => {
  const left = new Float32Array(BLOCK);
  const right = new Float32Array(BLOCK);

  for (const [name, voices, sounds] of [
    ['one crash', 1, [CRASH]],
    ['32 different sounds', POLYPHONY, MIXED],
    ['32 crashes', POLYPHONY, [CRASH]],
  ] as const) {
    const synth = new DrumSynth(48_000);
    synth.setKit(kit);
    let frame = 0;
    let serial = 0;
    bench(name, () => {
      // Struck again as they end, so that the pool stays full.
      for (let missing = voices - synth.sounding; missing > 0; missing -= 1) {
        synth.schedule(frame, sounds[serial % sounds.length]!, 0.9, serial);
        serial += 1;
      }
      synth.render(left, right, frame);
      frame += BLOCK;
    });
  }
});
