import { describe, expect, it } from 'vitest';
import { runHistory } from './history.ts';
import { wayOf, waysThere } from './ways.ts';

describe('a simulated history', () => {
  it('is the same, byte for byte, when its seed is the same', async () => {
    const [once, again] = [await runHistory(7, 'users'), await runHistory(7, 'users')];
    expect(again.journal.join('\n')).toBe(once.journal.join('\n'));
    expect(again.events).toBe(once.events);
    const other = await runHistory(8, 'users');
    expect(other.journal.join('\n')).not.toBe(once.journal.join('\n'));
  });

  it('breaks nothing that must always hold, and most histories go the whole way', async () => {
    const decision = [];
    for (let seed = 1_001; seed <= 1_012; seed += 1)
      decision.push(await runHistory(seed, wayOf('whole', waysThere('whole'), seed)));
    expect(
      decision.flatMap(({ seed, violations }) =>
        violations.map((violation) => `seed ${seed}: ${violation}`),
      ),
    ).toEqual([]);
    expect(decision.filter(({ wholeWay }) => wholeWay).length).toBeGreaterThanOrEqual(
      decision.length * 0.6,
    );
    expect(decision.reduce((sum, { faults }) => sum + faults, 0)).toBeGreaterThan(100);
  }, 120_000);
});
