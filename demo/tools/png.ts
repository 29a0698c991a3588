import { crc32, deflateSync } from 'node:zlib';

/** A picture in memory: red, green, blue bytes, row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

export function createPicture(width: number, height: number): Picture {
  return { width, height, rgb: new Uint8Array(width * height * 3) };
}

/** Copies a whole picture into another, its upper left corner at (x, y). */
export function paste(part: Picture, into: Picture, x: number, y: number): void {
  for (let row = 0; row < part.height; row += 1) {
    const line = part.rgb.subarray(row * part.width * 3, (row + 1) * part.width * 3);
    into.rgb.set(line, ((y + row) * into.width + x) * 3);
  }
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

/** Portable Network Graphics (ISO/IEC 15948): 8 bits a channel, no filters. */
export function encodePng({ width, height, rgb }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let row = 0; row < height; row += 1) {
    rows.set(rgb.subarray(row * width * 3, (row + 1) * width * 3), row * (width * 3 + 1) + 1);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const end = new Uint8Array(0);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', end)]);
}
