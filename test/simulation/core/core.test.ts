import { describe, expect, it } from 'vitest';
import { wayOf, waysThere } from '../ways.ts';
import { runCore } from './history.ts';

describe('a history of the core alone', () => {
  it('is the same, byte for byte, when its seed is the same', () => {
    const once = runCore(7, 'users', true);
    expect(runCore(7, 'users', true)).toEqual(once);
    expect(once.journal.length).toBeGreaterThan(20);
    expect(runCore(8, 'users', true).journal).not.toEqual(once.journal);
  });

  it('keeps every promise, and most go the whole way through many faults', () => {
    const lived = Array.from({ length: 300 }, (_, i) =>
      runCore(5_001 + i, wayOf('core', waysThere('core'), 5_001 + i)),
    );
    expect(
      lived.flatMap(({ seed, violations }) => violations.map((one) => `seed ${seed}: ${one}`)),
    ).toEqual([]);
    expect(lived.filter(({ wholeWay }) => wholeWay).length).toBeGreaterThanOrEqual(
      lived.length * 0.6,
    );
    const faults = lived.reduce((sum, one) => sum + one.faults, 0);
    expect(faults / lived.length).toBeGreaterThanOrEqual(20);
  });
});
