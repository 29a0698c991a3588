/** A page inside the test's page: plays and records until it is torn away. */
import { createRecorder } from '../../src/outputs/recording/recorder.ts';

/** Begins a performance with strokes every 0.1 s; its sound is recorded from a tone of its own. */
async function record(): Promise<void> {
  const recorder = createRecorder();
  const start = performance.now() / 1000;
  recorder.begin(Date.now(), start);
  const context = new AudioContext();
  await context.resume();
  const tone = new ConstantSourceNode(context, { offset: 0.25 });
  tone.start();
  await recorder.recordSound({ context, node: tone, delay: 0 });
  let step = 0;
  setInterval(() => {
    const time = start + step / 10;
    recorder.addStrokes([{ voice: 'snare', velocity: 0.7, time, dueAt: time, bar: 0, step: step % 16 }]);
    step += 1;
  }, 100);
  recorder.recordings$.subscribe((recordings) => parent.postMessage({ recordings }, '*'));
}

void record();
