import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curved, resolveRole, strike } from '../../../src/outputs/midi/device-map.ts';
import { GENERAL_MIDI } from '../../../src/outputs/midi/devices/general.ts';
import type { Role, VelocityCurve } from '../../../src/outputs/midi/types.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const limits = fc
  .tuple(fc.integer({ min: 1, max: 127 }), fc.integer({ min: 1, max: 127 }))
  .map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const shapes: VelocityCurve['shape'][] = ['linear', 'convex', 'concave', 'fixed'];

test('every curve stays within its limits, rises, and reaches the loudest; convex is above linear, concave below', () => {
  fc.assert(
    fc.property(limits, unit, unit, ({ low, high }, a, b) => {
      const [soft, loud] = [Math.min(a, b), Math.max(a, b)];
      for (const shape of shapes) {
        const curve = { shape, low, high };
        expect(curved(curve, soft)).toBeGreaterThanOrEqual(low);
        expect(curved(curve, loud)).toBeLessThanOrEqual(high);
        expect(curved(curve, loud)).toBeGreaterThanOrEqual(curved(curve, soft));
        expect(curved(curve, 1)).toBe(high);
      }
      const at = (shape: VelocityCurve['shape']) => curved({ shape, low, high }, a);
      expect(at('convex')).toBeGreaterThanOrEqual(at('linear'));
      expect(at('linear')).toBeGreaterThanOrEqual(at('concave'));
      expect(at('fixed')).toBe(high);
    }),
  );
});

test('over the full range a MIDI velocity comes out as it went in', () => {
  for (let velocity = 1; velocity <= 127; velocity += 1)
    expect(curved({ shape: 'linear', low: 1, high: 127 }, velocity / 127)).toBe(velocity);
});

test('an accent from its threshold on, on its own note if it has one', () => {
  const role = { ...resolveRole(GENERAL_MIDI, 'snare')!, accent: { from: 0.7, velocity: 120, note: 40 } };
  expect(strike(role, 0.69)).toEqual({ note: 38, velocity: 88 });
  expect(strike(role, 0.7)).toEqual({ note: 40, velocity: 120 });
});

test('stand-ins are followed; a circle of them is silence', () => {
  const like = (sound: 'crash' | 'ride' | 'openHat'): Role => ({ like: sound });
  const roles = { ...GENERAL_MIDI.roles, crash: like('ride'), ride: like('openHat') };
  expect(resolveRole({ ...GENERAL_MIDI, roles }, 'crash')?.note).toBe(46);
  expect(resolveRole({ ...GENERAL_MIDI, roles: { ...roles, openHat: like('crash') } }, 'crash')).toBeNull();
});
