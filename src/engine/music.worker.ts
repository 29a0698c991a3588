import * as runtime from 'onnxruntime-web/webgpu';
import { createKinematicActivation } from '../beat/kinematic-activation.ts';
import { createPageClock } from '../core/clock.ts';
import type { UserError } from '../core/errors.ts';
import { createLatencyBook } from '../core/latency-meter.ts';
import { drumControls } from '../drums/controls.ts';
import { createDrumWriter } from '../drums/writer.ts';
import { createPerformer } from '../engine.ts';
import type { PoseMessage } from '../pose/types.ts';
import { openBeatFinder } from './beat-finder.ts';
import { loadModel } from './model-urls.ts';
import type { MusicCommand, MusicReport } from './music-protocol.ts';
import { createMusicRoom, type MusicRoom } from './music-room.ts';

/** Strokes are looked for this often; the browser doesn't throttle timers in workers. */
const TICK_MS = 10;

const report = (message: MusicReport): void => self.postMessage(message);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A machine without a GPU that can run the nets is nothing to warn of. */
function complain({ code, message }: UserError): void {
  if (code === 'drums-no-webgpu') console.info(`${code}: ${message}`);
  else console.warn(`${code}: ${message}`);
}

async function open({ origin, settings: given, poses }: Extract<MusicCommand, { type: 'start' }>): Promise<MusicRoom> {
  const settings = { ...given };
  const clock = createPageClock(origin);
  const now = (): number => performance.now();
  const book = createLatencyBook(now);
  const drums = await createDrumWriter({ loadModel, runtime, seed: settings.seed, now, sleep, onProblem: complain });
  const performer = createPerformer({
    activation: createKinematicActivation(),
    drums,
    controls: () => drumControls(settings),
    smoothing: () => settings.smoothing,
    book,
  });
  const finder = (index: number) => openBeatFinder(index, loadModel, runtime);
  const room = createMusicRoom({ performer, drums, book, clock, settings, report, openBeatFinder: finder });
  poses.onmessage = ({ data }: MessageEvent<PoseMessage>) => room.pose(data);
  setInterval(() => room.tick(), TICK_MS);
  report({ type: 'ready', provider: drums.provider });
  return room;
}

let opening: Promise<MusicRoom> | null = null;

self.onmessage = ({ data }: MessageEvent<MusicCommand>) => {
  if (data.type === 'start') {
    opening = open(data);
    return;
  }
  void opening?.then((room) => room.command(data));
};
