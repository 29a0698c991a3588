import { createRandom } from '../../core/random.ts';
import { type Colour, css } from './palette.ts';
import type { Canvas2d } from './shapes.ts';
import type { Vec3 } from './vector.ts';
import type { Projected, Shot } from './virtual-camera.ts';

const WALL: Colour = [19, 20, 33];
const WALL_LIT: Colour = [84, 78, 112];
const BEAM: Colour = [255, 232, 205];
const FLOOR: Colour = [17, 17, 27];
const FLOOR_LIT: Colour = [116, 104, 110];
/** How far behind the dancer the wall stands, in metres. */
const WALL_AT = -1.4;

function glow(g: Canvas2d, x: number, y: number, r: number, from: Colour, to: Colour): CanvasGradient {
  const fill = g.createRadialGradient(x, y, 0, x, y, r);
  fill.addColorStop(0, css(from));
  fill.addColorStop(0.45, css([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2]));
  fill.addColorStop(1, css(to));
  return fill;
}

/** How much the beam adds at its brightest, in levels of 255. */
const BEAM_LEVEL = 30;

/** Light in the air between the lamp above and the floor: bright in the middle, gone at the edge, fading downwards. */
function beamAt(x: number, y: number, foot: Projected): number {
  if (y > foot.y) return 0;
  const down = y / foot.y;
  const half = foot.perMetre * (0.42 + 1.05 * down);
  const aside = Math.min(1, Math.abs(x - foot.x) / half);
  return BEAM_LEVEL * (1 - aside * aside) ** 2 * (1 - 0.92 * down);
}

/** Adds the beam, pixel by pixel, and one level of noise, which hides the steps of dark gradients as grain does on film. */
function air(g: Canvas2d, width: number, height: number, foot: Projected): void {
  const picture = g.getImageData(0, 0, width, height);
  const random = createRandom(5);
  for (let i = 0; i < picture.data.length; i += 4) {
    const light = beamAt((i / 4) % width, Math.floor(i / 4 / width), foot) + random.between(-1.6, 1.6);
    for (let c = 0; c < 3; c++) picture.data[i + c]! += (light * BEAM[c]!) / 255;
  }
  g.putImageData(picture, 0, 0);
}

/** An empty stage: a dark wall and floor, a pool of light where the dancer stands. Drawn once, then copied. */
export function paintBackdrop(g: Canvas2d, shot: Shot): void {
  const { width, height } = shot.view;
  const edge = shot.project([0, 0, WALL_AT]).y;
  const centre = shot.project([0, 1.15, WALL_AT]);
  const feet = shot.project([0, 0, 0]);
  g.fillStyle = glow(g, centre.x, centre.y, width * 0.62, WALL_LIT, WALL);
  g.fillRect(0, 0, width, edge);
  g.save();
  g.beginPath();
  g.rect(0, edge, width, height - edge);
  g.clip();
  g.translate(feet.x, feet.y);
  g.scale(1, 0.3);
  g.fillStyle = glow(g, 0, 0, width * 0.5, FLOOR_LIT, FLOOR);
  g.fillRect(-width * 2, -height * 4, width * 4, height * 8);
  g.restore();
  const seam = g.createLinearGradient(0, edge - 10, 0, edge + 10);
  seam.addColorStop(0, 'rgba(8,8,16,0)');
  seam.addColorStop(0.5, 'rgba(8,8,16,0.5)');
  seam.addColorStop(1, 'rgba(8,8,16,0)');
  g.fillStyle = seam;
  g.fillRect(0, edge - 10, width, 20);
  air(g, width, height, feet);
}

/** A soft shadow on the floor below a point; the higher the point, the wider and fainter. */
export function paintShadow(g: Canvas2d, shot: Shot, above: Vec3, radius: number, darkness: number): void {
  const { x, y, perMetre } = shot.project([above[0], 0, above[2]]);
  const r = (radius + above[1] * 0.35) * perMetre;
  g.save();
  g.translate(x, y);
  g.scale(1, 0.26);
  const fill = g.createRadialGradient(0, 0, 0, 0, 0, r);
  fill.addColorStop(0, `rgba(6,6,14,${darkness})`);
  fill.addColorStop(0.55, `rgba(6,6,14,${darkness * 0.5})`);
  fill.addColorStop(1, 'rgba(6,6,14,0)');
  g.fillStyle = fill;
  g.fillRect(-r, -r, 2 * r, 2 * r);
  g.restore();
}
