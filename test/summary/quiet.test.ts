import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayWriteAt, quietWords, readQuiet } from '../../src/summary/quiet.ts';

const zone = 'Europe/Amsterdam';
const at = (iso: string) => Date.parse(`${iso}Z`);
const night = { from: 22 * 60, until: 8 * 60 };

describe('quiet hours', () => {
  it.each([
    ['by day nobody waits', night, '2026-11-20T12:00', '2026-11-20T12:00'],
    ['in the evening until the morning', night, '2026-11-20T21:30', '2026-11-21T07:00'],
    ['after midnight until the same morning', night, '2026-11-21T00:30', '2026-11-21T07:00'],
    ['over the night the clocks change', night, '2026-03-28T22:30', '2026-03-29T06:00'],
    [
      'by day, where somebody works at night',
      { from: 540, until: 1020 },
      '2026-11-20T12:00',
      '2026-11-20T16:00',
    ],
  ] as const)('%s', (_, quiet, now, then) => {
    expect(new Date(mayWriteAt(at(now), quiet, zone)).toISOString().slice(0, 16)).toBe(then);
  });

  it('end: what waits is never due in quiet hours, nor more than a day later', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 365 * 1440 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 1439 }),
        (minutes, from, until) => {
          const now = at('2026-01-01T00:00') + minutes * 60_000;
          const due = mayWriteAt(now, { from, until }, zone);
          expect(due).toBeGreaterThanOrEqual(now);
          expect(due - now).toBeLessThanOrEqual(25 * 3_600_000);
          expect(mayWriteAt(due, { from, until }, zone)).toBe(due);
        },
      ),
    );
  });

  it('are read as people write them', () => {
    expect(
      ['22:00-8:00', '22-8', '9:30 - 17', '25:00-8:00', '22:00', '8-8', 'off', '22:61-8'].map(
        (text) => {
          const quiet = readQuiet(text);
          return quiet && quietWords(quiet);
        },
      ),
    ).toEqual(['22:00-8:00', '22:00-8:00', '9:30-17:00', null, null, null, null, null]);
  });
});
