import type { CameraFrame, SourceMessage } from './types.ts';

/** Sends a message; a picture changes hands rather than being copied, and must not be touched afterwards. */
export function sendMessage(port: MessagePort, message: SourceMessage): void {
  port.postMessage(message, message.type === 'frame' ? [transferable(message.frame)] : []);
}

function transferable({ image }: CameraFrame): Transferable {
  return 'data' in image ? image.data.buffer : image;
}
