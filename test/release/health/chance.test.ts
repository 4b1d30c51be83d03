import { describe, expect, it } from 'vitest';
import {
  chanceOfAtLeast,
  isChance,
  mostBeside,
  mostByChance,
} from '../../../src/release/health/chance.ts';

describe('chance', () => {
  it.each([
    [0, 3, 1],
    [1, 1, 0.632_120_6],
    [3, 1, 0.080_301_4],
    [10, 5, 0.031_828],
    [2, 0, 0],
  ])('of at least %d events where %d are usual is %d', (count, expected, chance) => {
    expect(chanceOfAtLeast(count, expected)).toBeCloseTo(chance, 5);
  });

  it('goes over to the normal curve without a jump', () => {
    expect(chanceOfAtLeast(540, 501)).toBeCloseTo(chanceOfAtLeast(539, 500), 2);
    expect(chanceOfAtLeast(1000, 1000)).toBeCloseTo(0.5, 1);
  });

  it('lets one unlucky event pass and tells a flood', () => {
    expect(isChance(1, 0.05)).toBe(true);
    expect(isChance(5, 0.2)).toBe(false);
    expect(mostByChance(0.05)).toBe(2);
    expect(mostByChance(100)).toBeGreaterThan(125);
    expect(mostByChance(100)).toBeLessThan(140);
  });

  it('knows that few events beside few events prove little', () => {
    // Nine heads in a row are still chance, ten are one in 1,024.
    expect(mostBeside(0, 1)).toBe(9);
    expect(mostBeside(2, 2)).toBeGreaterThan(20);
    expect(mostBeside(50, 1)).toBeGreaterThan(80);
    expect(mostBeside(50, 1)).toBeLessThan(95);
  });

  it('goes over to the normal curve without a jump beside many events as well', () => {
    expect(Math.abs(mostBeside(101, 0.5) - mostBeside(100, 0.5))).toBeLessThan(8);
    expect(mostBeside(2_000, 1)).toBeLessThan(2_250);
  });
});
