import type { Picture } from './png.ts';

/** Five rows a letter, three pixels a row, an octal digit each. */
const ROWS: Readonly<Record<string, string>> = {
  ...{ A: '25755', B: '65656', C: '34443', D: '65556', E: '74647', F: '74644', G: '34553', H: '55755', I: '72227' },
  ...{ J: '11152', K: '55655', L: '44447', M: '57755', N: '65555', O: '25552', P: '65644', R: '65655', S: '34216' },
  ...{ T: '72222', U: '55557', V: '55552', W: '55775', X: '55255', Y: '55222', Z: '71247' },
  ...{ '0': '75557', '8': '75757', '9': '75716' },
};
const SCALE = 2;
const ADVANCE = 4 * SCALE;

/** Height of a line, in pixels. */
export const LINE = 5 * SCALE;

/** Writes capitals and the digits 0, 8 and 9 in light grey; what it doesn't know is left blank. */
export function write(text: string, picture: Picture, left: number, top: number): void {
  for (const [place, letter] of [...text.toUpperCase()].entries()) {
    for (const [row, digit] of [...(ROWS[letter] ?? '')].entries()) {
      for (let column = 0; column < 3; column += 1) {
        if (!(Number(digit) & (4 >> column))) continue;
        for (let i = 0; i < SCALE * SCALE; i += 1) {
          const x = left + place * ADVANCE + column * SCALE + (i % SCALE);
          const y = top + row * SCALE + Math.floor(i / SCALE);
          picture.rgb.fill(220, (y * picture.width + x) * 3, (y * picture.width + x) * 3 + 3);
        }
      }
    }
  }
}
