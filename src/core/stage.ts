/**
 * The shape of every stage: state inside, one input in, one output out, no clock and no I/O.
 * `reset` forgets everything, as if newly created. Stages run on the music thread unless they say otherwise.
 */
export interface Stage<In, Out> {
  step(input: In): Out;
  reset(): void;
}
