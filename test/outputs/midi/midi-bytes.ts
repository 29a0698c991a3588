/** Ticks of 0.1 ms: 5000 a quarter note at 120 bpm. */
const DIVISION = 5000;
const MS_PER_TICK = 0.1;

const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) & 255);

function variable(value: number): number[] {
  const bytes = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 127) | 128);
  return bytes;
}

const chunk = (name: string, bytes: readonly number[]): number[] => [
  ...[...name].map((letter) => letter.charCodeAt(0)),
  ...big(bytes.length, 4),
  ...bytes,
];

/** Channel messages as they left a port, as a file that any parser of standard MIDI files can read. It begins with the first. */
export function standardMidiFile(
  sent: readonly { readonly bytes: readonly number[]; readonly time: number }[],
): Uint8Array {
  const ordered = [...sent].sort((a, b) => a.time - b.time);
  const begin = ordered[0]!.time;
  let last = 0;
  const events = ordered.flatMap(({ bytes, time }) => {
    const tick = Math.round((time - begin) / MS_PER_TICK);
    const delta = tick - last;
    last = tick;
    return [...variable(delta), ...bytes];
  });
  return Uint8Array.from([
    ...chunk('MThd', [0, 0, 0, 1, ...big(DIVISION, 2)]),
    ...chunk('MTrk', [...events, 0, 0xff, 0x2f, 0]),
  ]);
}
