import type { TapCommand, TapMessage, TapOptions } from '../src/outputs/recording/tap-protocol.ts';
import { FrameCount, QUANTUM } from '../src/outputs/synth/frame-count.ts';
import { TAP_PROCESSOR, type TapChunk } from '../src/outputs/synth/protocol.ts';

declare const currentFrame: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Frames a chunk: 85 ms at 48 kHz, so that few messages are sent. */
const CHUNK = 4096;

type Block = Pick<TapChunk, 'left' | 'right'>;

const createBlock = (): Block => ({ left: new Float32Array(CHUNK), right: new Float32Array(CHUNK) });

/**
 * Sends what it hears, sample for sample and with frame numbers; passes nothing on. Blocks that are sent back are filled again,
 * so that nothing is allocated but the messages; where none has come back yet a new one is made rather than a sample lost.
 */
class TapProcessor extends AudioWorkletProcessor {
  private readonly spare: Block[] = [createBlock(), createBlock(), createBlock(), createBlock()];
  private readonly frames = new FrameCount();
  private block = createBlock();
  private to: MessagePort | null;
  private filled = 0;
  private frame = 0;
  private called = false;
  private stopped = false;

  constructor(options: { readonly processorOptions?: TapOptions }) {
    super();
    this.to = options.processorOptions?.elsewhere ? null : this.port;
    this.port.onmessage = ({ data }: MessageEvent<TapCommand>) => {
      if (data.type === 'to') this.aim(data.port);
      else this.stop();
    };
  }

  process(inputs: readonly Float32Array[][]): boolean {
    if (this.stopped) return false;
    const first = !this.called;
    this.called = true;
    this.frames.begin(currentFrame);
    // At a node's first call there is nothing to count from.
    if (!first && this.to) this.take(inputs[0]!, this.frames.at[0]!);
    this.frames.end();
    return true;
  }

  private take([left, right = left]: readonly Float32Array[], frame: number): void {
    if (this.filled > 0 && frame !== this.frame + this.filled) this.sendPart();
    if (this.filled === 0) this.frame = frame;
    if (left && right) {
      this.block.left.set(left, this.filled);
      this.block.right.set(right, this.filled);
    } else {
      this.block.left.fill(0, this.filled, this.filled + QUANTUM);
      this.block.right.fill(0, this.filled, this.filled + QUANTUM);
    }
    this.filled += QUANTUM;
    if (this.filled === CHUNK) this.send(this.block);
  }

  private aim(port: MessagePort): void {
    this.to = port;
    port.onmessage = ({ data }: MessageEvent<Block>) => this.spare.push(data);
  }

  private send({ left, right }: Block): void {
    const chunk: TapChunk = { frame: this.frame, left, right };
    this.to?.postMessage(chunk satisfies TapMessage, [left.buffer, right.buffer]);
    this.block = this.spare.pop() ?? createBlock();
    this.filled = 0;
  }

  /** What has been heard since the last block, though it is less than one. */
  private sendPart(): void {
    const { left, right } = this.block;
    this.send({ left: left.slice(0, this.filled), right: right.slice(0, this.filled) });
  }

  private stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    const end = this.frame + this.filled;
    if (this.filled > 0) this.sendPart();
    this.to?.postMessage({ end } satisfies TapMessage);
  }
}

registerProcessor(TAP_PROCESSOR, TapProcessor);
