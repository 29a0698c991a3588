/**
 * What a choreographer moves. Lengths are in metres of a dancer 1.75 m tall, angles in radians, hands in arm lengths
 * from the shoulder (X outward, Y up, Z forward of the chest), feet from their stance (X to the dancer's left).
 */
export const CONTROL_NAMES = [
  'pelvisX',
  'pelvisY',
  'pelvisZ',
  'yaw',
  'hipTurn',
  'hipTilt',
  'lean',
  'bend',
  'twist',
  'nod',
  'tilt',
  'look',
  'leftHandX',
  'leftHandY',
  'leftHandZ',
  'rightHandX',
  'rightHandY',
  'rightHandZ',
  'leftFootX',
  'leftFootY',
  'leftFootZ',
  'rightFootX',
  'rightFootY',
  'rightFootZ',
] as const;

export type ControlName = (typeof CONTROL_NAMES)[number];
export type Controls = Record<ControlName, number>;

/** Signs that a mirrored body flips; hands are outward-relative and don't. */
const FLIPPED: readonly ControlName[] = [
  'pelvisX',
  'yaw',
  'hipTurn',
  'hipTilt',
  'bend',
  'twist',
  'tilt',
  'look',
  'leftFootX',
  'rightFootX',
];

/** Standing at ease, arms hanging. */
export function neutral(): Controls {
  const zero = Object.fromEntries(CONTROL_NAMES.map((name) => [name, 0])) as Controls;
  const hand = { X: 0.16, Y: -0.95, Z: 0.1 };
  return {
    ...zero,
    leftHandX: hand.X,
    leftHandY: hand.Y,
    leftHandZ: hand.Z,
    rightHandX: hand.X,
    rightHandY: hand.Y,
    rightHandZ: hand.Z,
  };
}

export function blend(a: Controls, b: Controls, k: number): Controls {
  if (k <= 0) return a;
  if (k >= 1) return b;
  return Object.fromEntries(CONTROL_NAMES.map((name) => [name, a[name] * (1 - k) + b[name] * k])) as Controls;
}

const otherSide = (name: ControlName): ControlName => {
  if (name.startsWith('left')) return name.replace('left', 'right') as ControlName;
  return name.startsWith('right') ? (name.replace('right', 'left') as ControlName) : name;
};

/** The same pose, left and right exchanged. */
export function mirrored(controls: Controls): Controls {
  return Object.fromEntries(
    CONTROL_NAMES.map((name) => [name, controls[otherSide(name)] * (FLIPPED.includes(name) ? -1 : 1)]),
  ) as Controls;
}
