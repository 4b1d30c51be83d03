import { describe, expect, it } from 'vitest';
import { tiers } from './pool.ts';
import { wayOf, waysAsked, waysOf, waysThere } from './ways.ts';

describe('the kinds of fleets that histories live', () => {
  it('are chosen by the seed, among those asked for', () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    for (const tier of tiers) {
      const all = waysAsked(tier, 'all');
      expect(all).toEqual(waysThere(tier));
      const lived = seeds.map((seed) => wayOf(tier, all, seed));
      expect(new Set(lived)).toEqual(new Set(all));
      expect(seeds.map((seed) => wayOf(tier, all, seed))).toEqual(lived);
      for (const name of all) {
        const alone = waysAsked(tier, name);
        expect(new Set(seeds.map((seed) => wayOf(tier, alone, seed)))).toEqual(new Set([name]));
        expect(waysOf(name, 3)).toEqual(waysOf(name, 3));
      }
    }
  });

  it('are refused with what there is when one is not there', () => {
    expect(() => waysAsked('core', 'users,trains')).toThrow(
      `--ways users,trains: the core tier has ${waysThere('core').join(', ')}, or all`,
    );
    expect(() => waysAsked('core', '')).toThrow('the core tier has');
  });
});
