import { describe, expect, test } from 'vitest';
import { GRID, Landscape, PHASES, type Place, placeOf, ScoreMap } from '../../src/beat/score-map.ts';

/** One hill, falling off by a nat a step in any direction, phases being a circle. */
class Hill extends Landscape {
  private readonly peak: Place;

  constructor(peak: Place) {
    super();
    this.peak = peak;
  }

  override at({ tempo, phase }: Place): number {
    const round = Math.abs(phase - this.peak.phase);
    return -Math.abs(tempo - this.peak.tempo) - Math.min(round, PHASES - round);
  }
}

describe('climbing', () => {
  const hill = new Hill({ tempo: 100, phase: 1 });

  test('leads to the peak, past the end of the circle of phases, too', () => {
    expect(hill.climbed({ tempo: 90, phase: PHASES - 3 })).toEqual({ tempo: 100, phase: 1 });
  });

  test('ends after so many steps', () => {
    expect(hill.climbed({ tempo: 90, phase: 1 }, 4)).toEqual({ tempo: 94, phase: 1 });
    expect(hill.climbed({ tempo: 90, phase: 1 }, 0)).toEqual({ tempo: 90, phase: 1 });
  });
});

test('a table finds what was put into it', () => {
  const map = new ScoreMap();
  map.fill(GRID.prior);
  const place = placeOf(1.9, 0.4);
  map.nats[place.tempo * PHASES + place.phase] = 30;
  expect(map.top()).toEqual(place);
  expect(map.climbed({ tempo: place.tempo + 1, phase: place.phase - 1 })).toEqual(place);
});
