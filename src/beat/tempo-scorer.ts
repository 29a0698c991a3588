import type { Seconds } from '../core/units.ts';
import { CURVE_COUNT, LIKENESS_RATE } from './likeness.ts';
import { sigmoid } from './sigmoid.ts';
import { PRIOR_BPM, TempoGrid } from './tempo-grid.ts';

/** The tempi that are scored; what lies between is interpolated. As models/training/tempo_model.py has it. */
export const SCORED = new TempoGrid(1.02);
/** Beats after which a body is compared with itself. */
const BEATS: readonly number[] = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 5 / 4, 4 / 3, 3 / 2, 2, 5 / 2, 3, 4, 5, 6, 8];
/** How long something was heard, as far as it counts: up to what the net was trained on, the end of which is more than the memories hold. */
const HEARD_AT_LEAST: Seconds = 0.03;
const HEARD_AT_MOST: Seconds = 39;

/** A layer of the net: weights [outputs][inputs], biases [outputs]. */
interface LayerWeights {
  readonly weight: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** models/beat-tempo.json. */
export interface TempoWeights {
  readonly layers: readonly [LayerWeights, LayerWeights, LayerWeights];
  readonly gate: LayerWeights;
}

/** Where in a curve a tempo's beats lie: between which lags. */
interface Samples {
  readonly low: Int32Array;
  readonly share: Float64Array;
  readonly logs: readonly [number, number];
}

function samplesOf(frequency: number): Samples {
  const lags = BEATS.map((beats) => (beats * LIKENESS_RATE) / frequency);
  const log = Math.log((frequency * 60) / PRIOR_BPM);
  return {
    low: Int32Array.from(lags, Math.floor),
    share: Float64Array.from(lags, (lag) => lag - Math.floor(lag)),
    logs: [log, log * log],
  };
}
const SAMPLES = Array.from(SCORED.tempi, samplesOf);

/** A fully connected layer. */
class Layer {
  readonly out: Float64Array;
  private readonly weights: readonly Float64Array[];
  private readonly bias: Float64Array;

  constructor({ weight, bias }: LayerWeights) {
    this.weights = weight.map((row) => Float64Array.from(row));
    this.bias = Float64Array.from(bias);
    this.out = new Float64Array(bias.length);
  }

  /** @returns `out` */
  run(input: Float64Array): Float64Array {
    for (let o = 0; o < this.out.length; o++) {
      const row = this.weights[o]!;
      let even = this.bias[o]!;
      let odd = 0;
      let i = 0;
      for (; i + 1 < row.length; i += 2) {
        even += row[i]! * input[i]!;
        odd += row[i + 1]! * input[i + 1]!;
      }
      this.out[o] = i < row.length ? even + odd + row[i]! * input[i]! : even + odd;
    }
    return this.out;
  }

  /** The same, nothing below 0. */
  rectified(input: Float64Array): Float64Array {
    this.run(input);
    for (let o = 0; o < this.out.length; o++) this.out[o] = Math.max(0, this.out[o]!);
    return this.out;
  }
}

/**
 * How likely each tempo is, by two witnesses: how like itself the body moves after the beats of a tempo (a small trained net, the same for
 * all tempi), and what the beat net's phases say, which are wrong at some times, and then about everything. How far each is believed is
 * trained, too. Trained by models/training/train_tempo.py.
 */
export class TempoScorer {
  private readonly first: Layer;
  private readonly second: Layer;
  private readonly last: Layer;
  private readonly gate: Layer;
  private readonly input = new Float64Array(CURVE_COUNT * BEATS.length + 2);

  constructor({ layers: [first, second, last], gate }: TempoWeights) {
    this.first = new Layer(first);
    this.second = new Layer(second);
    this.last = new Layer(last);
    this.gate = new Layer(gate);
  }

  /**
   * What the body's likeness to itself (Likeness.curves) says for tempi of SCORED, nats.
   * @param into [SCORED.tempi] gets those from `from` to before `to`
   */
  byLikeness(curves: readonly Float32Array[], into: Float64Array, from = 0, to: number = into.length): void {
    for (let tempo = from; tempo < Math.min(to, into.length); tempo++) {
      this.sample(curves, SAMPLES[tempo]!);
      into[tempo] = this.last.run(this.second.rectified(this.first.rectified(this.input)))[0]!;
    }
  }

  private sample(curves: readonly Float32Array[], { low, share, logs }: Samples): void {
    let at = 0;
    for (const curve of curves)
      for (let beat = 0; beat < low.length; beat++) {
        const lag = low[beat]!;
        this.input[at++] = curve[lag]! + share[beat]! * (curve[lag + 1]! - curve[lag]!);
      }
    this.input.set(logs, at);
  }

  /**
   * Both witnesses together.
   * @param likeness see {@link TempoScorer.byLikeness}
   * @param evidence nats for the best phase near each tempo of SCORED, the prior in it
   * @param heard seconds since all began
   * @returns log-likelihood of each tempo of SCORED
   */
  score(likeness: Float64Array, evidence: Float64Array, heard: Seconds): Float64Array {
    let most = Number.NEGATIVE_INFINITY;
    let said = 0;
    evidence.forEach((nats, i) => {
      most = Math.max(most, nats);
      said = Math.max(said, nats - SCORED.prior[i]!);
    });
    const known = Math.min(HEARD_AT_MOST, Math.max(HEARD_AT_LEAST, heard));
    const situation = Float64Array.of(Math.log1p(said) / 2 - 1.5, Math.log(known) / 2 - 1);
    const [sharp, wrong, weight] = this.gate.run(situation) as unknown as [number, number, number];
    const byNet = evidence.map((nats) => Math.exp(Math.exp(sharp) * (nats - most)));
    const all = byNet.reduce((sum, p) => sum + p, 0);
    const lost = sigmoid(wrong);
    return byNet.map(
      (p, i) => 2 * sigmoid(weight) * likeness[i]! + Math.log(((1 - lost) * p) / all + lost / byNet.length),
    );
  }
}
