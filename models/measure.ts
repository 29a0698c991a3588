/**
 * How the drummer follows, varies and builds: `npx tsx models/measure.ts [FILE] [--seed 1]`. Prints the "control" table of the
 * model card, as training/evaluate.py does. With a file name it also writes the bars there, for training/copies.py. Rhythms come
 * from a dancer by rule (test/drums/performances.ts), the drums from the writer as the page uses it, on wasm. Another seed is
 * another dancer and another drummer: what was chosen while one was looked at has to hold for the others.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { correlation, hitCount, loudness, mean } from '../demo/tools/long-form-measures.ts';
import { VOICE_COUNT } from '../src/core/voices.ts';
import { createDrumWriter } from '../src/drums/writer.ts';
import { loadModel, runtime } from '../test/drums/models.ts';
import {
  accentRates,
  barKey,
  bodyOnAccents,
  CONTROLS,
  dancedRhythms,
  play,
  request,
  rhythmOf,
} from '../test/drums/performances.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string', default: '1' } } });
const seed = Number(values.seed);
const writer = await createDrumWriter({
  loadModel,
  runtime,
  seed,
  backends: ['wasm'],
  now: () => performance.now(),
  onProblem: (problem) => console.error(problem.message),
});
const say = (name: string, value: number): void => console.log(`| ${name} | ${value.toFixed(3)} |`);

const BARS = 128;
const rhythms = dancedRhythms(BARS, seed + 2);
const danced = await play(writer, rhythms.map((rhythm, bar) => request(bar, rhythm)));
const rates = accentRates(danced, rhythms);
console.log('| the drummer, default controls | |\n|---|---|');
say('P(any hit | accent)', rates.accent);
say('P(any hit | none)', rates.none);
const shuffled = Array.from({ length: BARS - 1 }, (_, by) => rhythms.map((_, bar) => rhythms[(bar + by + 1) % BARS]!));
const byChance = shuffled.map((others) => bodyOnAccents(danced, others));
say('share of kick+snare steps on accents', bodyOnAccents(danced, rhythms));
say(`the same against the rhythms of other bars, ${BARS - 1} ways: mean`, mean(byChance));
say('... and the highest', Math.max(...byChance));

for (const density of [-1, -0.5, 0, 0.5, 1]) {
  writer.reset();
  const bars = await play(writer, rhythms.slice(0, 32).map((rhythm, bar) => request(bar, rhythm)), { ...CONTROLS, density });
  say(`hits a bar at density ${density}`, mean(bars.map(hitCount)));
}

for (const complexity of [-1, -0.5, 0, 0.5, 1]) {
  writer.reset();
  const bars = await play(writer, rhythms.slice(0, 32).map((rhythm, bar) => request(bar, rhythm)), { ...CONTROLS, complexity });
  const weak = bars.map(({ hits }) => hits.filter((hit, cell) => hit && Math.floor(cell / VOICE_COUNT) % 2 === 1).length);
  say(`strokes a bar on weak 16ths at complexity ${complexity}`, mean(weak));
}

for (const pattern of ['X---X---X---X---', 'X--x--x---X-x---', '--X-X--x--X-X---']) {
  writer.reset();
  const bars = await play(writer, Array.from({ length: 64 }, (_, bar) => request(bar, rhythmOf(pattern))));
  say(`distinct bars of 64 from ${pattern}`, new Set(bars.map(barKey)).size);
}

writer.reset();
const energies = rhythms.map((_, bar) => 0.5 - 0.45 * Math.cos((2 * Math.PI * bar) / 32));
const arc = await play(writer, rhythms.map((rhythm, bar) => request(bar, rhythm, { energy: energies[bar]! })));
say('correlation of hits a bar with energy', correlation(arc.map(hitCount), energies));
say('correlation of hits a bar with its accents', correlation(arc.map(hitCount), rhythms.map((r) => r.filter((x) => x > 0.05).length)));
say('correlation of velocity with energy', correlation(arc.map(loudness), energies));
const toms = (from: readonly (typeof arc)[number][]): number =>
  mean(from.map((bar) => bar.hits.reduce((sum, hit, cell) => sum + (cell % 9 >= 4 && cell % 9 <= 6 ? hit : 0), 0)));
for (const fill of [true, false]) {
  const counts: number[] = [];
  for (let take = 1; take <= 8; take++) {
    writer.reset(8 * (seed - 1) + take);
    await play(writer, rhythms.slice(0, 4).map((rhythm, bar) => request(bar, rhythm)));
    counts.push(toms(await play(writer, [request(4, rhythms[4]!)], { ...CONTROLS, fill })));
  }
  say(`tom strokes in the fifth bar, a fill ${fill ? '' : 'not '}asked for`, mean(counts));
}
say('tom strokes in bars 8, 16, ... (fills)', toms(danced.filter((_, bar) => bar % 8 === 7)));
say('tom strokes in the other bars', toms(danced.filter((_, bar) => bar % 8 !== 7)));

const [file] = positionals;
if (file) writeFileSync(file, JSON.stringify([danced, arc].map((bars) => bars.map(({ hits }) => [...hits]))));
await writer.dispose();
