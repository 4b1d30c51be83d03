import { describe, expect, it } from 'vitest';
import type { ErrorGroup } from '../../../src/release/state/reading.ts';
import { newlySeen, type SeenError, worstOf } from '../../../src/release/state/seen-error.ts';
import { build } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { issue, reading } from '../../support/readings.ts';

const read = (...issues: readonly ErrorGroup[]) => [
  reading('new errors', issues.length, { issues }),
];
const one = (id: string, more: Partial<ErrorGroup> = {}): ErrorGroup => ({ ...issue, id, ...more });
const look = (before: readonly SeenError[], ...issues: readonly ErrorGroup[]) =>
  newlySeen(before, build(), read(...issues), noon);
const many = (count: number) => Array.from({ length: count }, (_, n) => one(String(n)));

describe('the errors of a build', () => {
  it('are each found once, and keep the most that was ever counted', () => {
    const [found] = look([], one('1', { count: 5, users: 3 }));
    expect(found).toMatchObject({
      service: 'board',
      version: '1.42.0',
      place: 1,
      ownCard: true,
      trace: null,
      foundAt: noon,
    });
    expect(look([found!], one('1', { count: 5, users: 3 }))).toEqual([]);
    expect(look([found!], one('1', { count: 2, users: 9 }))).toMatchObject([
      { place: 1, issue: { count: 5, users: 9 } },
    ]);
  });

  it('are told one by one up to five, together from then on, in whatever looks they come', () => {
    const first = look([], ...many(3));
    const then = look(first, ...many(60));
    expect(then.map(({ place }) => place)).toEqual(Array.from({ length: 57 }, (_, n) => n + 4));
    expect([...first, ...then].filter(({ ownCard }) => ownCard)).toHaveLength(5);
  });

  it('need no card when they are known already, and take none from those that are not', () => {
    const seen = look(
      [],
      ...many(5).map((issue) => ({ ...issue, known: true }) as const),
      one('new'),
    );
    expect(seen.map(({ ownCard }) => ownCard)).toEqual([false, false, false, false, false, true]);
  });

  it('are each one, also when two readings tell of it', () => {
    expect(newlySeen([], build(), [...read(one('1')), ...read(one('1'))], noon)).toHaveLength(1);
  });

  it('are led by the one that happened most and counts', () => {
    const seen = look(
      [],
      one('1', { count: 3 }),
      one('2', { count: 90, known: true }),
      one('3', { count: 7 }),
    );
    expect(worstOf(seen)?.issue.id).toBe('3');
    expect(worstOf([])).toBeNull();
  });
});
