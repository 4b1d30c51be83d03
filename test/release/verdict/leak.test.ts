import { describe, expect, it } from 'vitest';
import { isLeaking, mayLeak, memoryAfter, type Memory } from '../../../src/release/verdict/leak.ts';
import { minute, nothingSeen } from './looks.ts';

const hour = 60 * minute;

/** Four hours of a canary that grows so much an hour, with garbage collected now and then. */
function grown(anHour: number, garbage: number, oldAnHour = 0): Memory {
  return Array.from({ length: 24 }, (_, index) => index * 10 * minute).reduce<Memory>(
    (memory, at, index) =>
      memoryAfter(memory, {
        ...nothingSeen,
        at,
        memory: [
          {
            side: 'new',
            server: 'c',
            value: 1e9 * (1 + (anHour * at) / hour + garbage * (index % 2)),
          },
          { side: 'old', server: 'a', value: 1e9 * (1 + (oldAnHour * at) / hour) },
        ],
      }),
    [],
  );
}

describe('memory that grows', () => {
  const at = 230 * minute;

  it('is a leak for sure where it is steady', () => {
    expect(isLeaking(grown(0.06, 0), 0, at)).toBe(true);
    expect(mayLeak(grown(0.06, 0), 0, at)).toBe(true);
  });

  it('keeps a build from passing, too, where collected garbage hides how steady it is', () => {
    const unsteady = grown(0.06, 0.02);
    expect(isLeaking(unsteady, 0, at)).toBe(false);
    expect(mayLeak(unsteady, 0, at)).toBe(true);
  });

  it('is nothing while caches fill, where old servers grow as well, or where it is little', () => {
    expect(mayLeak(grown(0.06, 0.02), 0, 2 * hour)).toBe(false);
    expect(mayLeak(grown(0.06, 0, 0.05), 0, at)).toBe(false);
    expect(mayLeak(grown(0.01, 0.02), 0, at)).toBe(false);
  });
});
