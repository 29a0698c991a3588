import { TAP_PROCESSOR, type TapChunk } from '../src/outputs/synth/protocol.ts';

declare const currentFrame: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Frames a chunk: 85 ms at 48 kHz, so that few messages are sent. */
const CHUNK = 4096;

/** Sends what it hears, sample for sample and with frame numbers, to its port; passes nothing on. */
class TapProcessor extends AudioWorkletProcessor {
  private left = new Float32Array(CHUNK);
  private right = new Float32Array(CHUNK);
  private filled = 0;
  private frame = 0;

  process(inputs: readonly Float32Array[][]): boolean {
    const [left, right = left] = inputs[0]!;
    if (this.filled === 0) this.frame = currentFrame;
    if (left && right) {
      this.left.set(left, this.filled);
      this.right.set(right, this.filled);
    }
    this.filled += 128;
    if (this.filled >= CHUNK) this.send();
    return true;
  }

  private send(): void {
    const chunk: TapChunk = { frame: this.frame, left: this.left, right: this.right };
    this.port.postMessage(chunk, [this.left.buffer, this.right.buffer]);
    this.left = new Float32Array(CHUNK);
    this.right = new Float32Array(CHUNK);
    this.filled = 0;
  }
}

registerProcessor(TAP_PROCESSOR, TapProcessor);
