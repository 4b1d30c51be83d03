import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, median } from '../../src/summary/figures.ts';
import { before, isIn, periodAt } from '../../src/summary/period.ts';
import type { Chronicle } from '../../src/release/state/turn.ts';
import {
  books,
  change,
  changelog,
  nine,
  stoppedCanary,
  wentBack,
  wentHome,
  wentLive,
} from '../support/books.ts';
import { minute } from '../support/noon.ts';
import { worded } from '../../src/release/state/worded.ts';

const hour = 60 * minute;
const now = nine + 9 * hour;
const today = periodAt('today', now, 'UTC');
const week = periodAt('week', now, 'UTC');

function count(...chronicles: readonly (Chronicle | readonly Chronicle[])[]) {
  return figuresOf(books(chronicles.flat()), week, now);
}

describe('the numbers of a period', () => {
  it('are zeros and unknowns when nothing happened', () => {
    expect(count()).toEqual({
      live: 0,
      rolledBack: 0,
      failed: 0,
      fixes: null,
      lead: null,
      recoveryMs: null,
      waitingMs: null,
      heldMs: 0,
      harmedMinutes: 0,
      stopped: { builds: 0, met: 0, spared: 0 },
      servers: { canaryMs: 0, spareMs: 0 },
      spent: [],
      noise: null,
    });
  });

  it('count releases that reached everybody, and those that turned after users had moved', () => {
    const failedEarly: Chronicle = { ...wentBack('web', '9'), turns: [] };
    expect(
      count(
        wentLive('board', '1'),
        wentLive('board', '2', nine + hour),
        wentBack('web', '3'),
        failedEarly,
      ),
    ).toMatchObject({ live: 2, rolledBack: 1, failed: 1 });
  });

  it('count a release in the period in which it ended', () => {
    const late = wentLive('board', '1', today.since - 30 * minute);
    const early = wentLive('board', '2', today.since - 91 * minute);
    const both = books([...late, ...early]);
    expect([figuresOf(both, today, now).live, figuresOf(both, before(today), now).live]).toEqual([
      1, 1,
    ]);
  });

  it('take the median of the way from the first merge to everybody', () => {
    const log = (version: string, hours: number) =>
      changelog('board', version, [
        change('feature', 'x', nine - hour),
        change('fix', 'y', nine - hours * hour),
      ]);
    const all = books(
      [...wentLive('board', '1'), ...wentLive('board', '2'), ...wentLive('board', '3')],
      [log('1', 10), log('2', 20), log('3', 6)],
    );
    expect(figuresOf(all, week, now).lead).toEqual({ ms: 11.5 * hour, from: 'merge' });
  });

  it('begin with the build where no changelog tells', () => {
    expect(count(wentLive('board', '1')).lead).toEqual({ ms: 6.5 * hour, from: 'build' });
  });

  it('never count a change that is dated after its build as negative time', () => {
    const all = books(wentLive('board', '1'), [
      changelog('board', '1', [change('fix', 'x', nine + 500 * hour)]),
    ]);
    expect(figuresOf(all, week, now).lead?.ms).toBe(6.5 * hour);
  });

  it('measure a recovery from the limit crossed to the last user back', () => {
    expect(count(wentBack('board', '1')).recoveryMs).toBe(7 * minute);
  });

  it('take a live release that people left for a failure, recovered when nobody was on it', () => {
    const [pre, all] = wentLive('board', '2');
    expect(count(pre, all, wentHome('board', '2', '1', nine + 3 * hour))).toMatchObject({
      live: 1,
      rolledBack: 0,
      failed: 1,
      recoveryMs: 15 * minute,
    });
    expect(count(pre, all, wentHome('web', '2', '1', nine + 3 * hour))).toMatchObject({
      live: 1,
      failed: 0,
    });
  });

  it('know a release that was made only to fix the one before it, within a day', () => {
    const fixed = (hours: number, group: 'fix' | 'feature' = 'fix') =>
      figuresOf(
        books(
          [
            ...wentLive('board', '1', nine - 4 * 24 * hour),
            ...wentLive('board', '2', nine - 4 * 24 * hour + hours * hour),
          ],
          [changelog('board', '2', [change(group, 'x', 0), change('internal', 'y', 0)])],
        ),
        week,
        now,
      );
    expect(fixed(23)).toMatchObject({ live: 2, failed: 1, fixes: 1 });
    expect(fixed(25)).toMatchObject({ failed: 0, fixes: 0 });
    expect(fixed(23, 'feature')).toMatchObject({ failed: 0, fixes: 0 });
    expect(count(wentLive('board', '1')).fixes).toBeNull();
  });

  it('tell what people can change: the median wait for a word, and the time on hold', () => {
    const all = [
      wentLive('board', '1', nine, { waited: 10 }),
      wentLive('board', '2', nine, { waited: 40, held: [20, 35] }),
      wentLive('web', '3', nine, { waited: 60 }),
    ];
    expect(count(...all)).toMatchObject({ waitingMs: 40 * minute, heldMs: 15 * minute });
  });

  it('say where the time went, and count no minute twice', () => {
    const figures = count(wentLive('board', '1', nine, { waited: 20, held: [20, 30] }));
    expect(figures.spent.map(({ part, ms }) => [part, ms / minute])).toEqual([
      ['starting', 20],
      ['soaking', 240],
      ['waiting', 20],
      ['moving', 30],
      ['watching', 30],
      ['retiring', 10],
      ['held', 10],
    ]);
    expect(figures.spent.reduce((sum, { ms }) => sum + ms, 0)).toBe(360 * minute);
  });

  it('weigh harm by users and minutes: from the first bad reading to the last user back', () => {
    // 500 users for 3 minutes, then 4 minutes on their way home.
    expect(count(wentBack('board', '1')).harmedMinutes).toBe(500 * 3 + 250 * 4);
    // 120 for 3 minutes, then 2 on their way.
    expect(count(stoppedCanary('board', '1')).harmedMinutes).toBe(120 * 3 + 60 * 2);
    // 600 users for 5 minutes, then 10 on their way.
    expect(
      count(wentLive('board', '2'), wentHome('board', '2', '1', nine + 3 * hour)).harmedMinutes,
    ).toBe(600 * 5 + 300 * 10);
  });

  it('count harm only where it happened', () => {
    const midnight = today.since - 23 * minute;
    const all = books([wentBack('board', '1', midnight)]);
    expect(figuresOf(all, before(today), now).harmedMinutes).toBe(500 * 3);
    expect(figuresOf(all, today, now).harmedMinutes).toBe(250 * 4);
  });

  it('find no harm in a canary that a person declined, nor after health came back', () => {
    const declined = stoppedCanary('board', '1');
    const quiet = declined.turns.map((turn) => ({ ...turn, countdown: null }));
    expect(
      count({
        ...declined,
        release: {
          ...declined.release,
          phase: { kind: 'declined', at: nine, because: worded(''), by: null },
        },
        turns: quiet,
      }).harmedMinutes,
    ).toBe(0);
    const calm = stoppedCanary('board', '2');
    const back = calm.turns
      .slice(0, 3)
      .concat({ ...calm.turns[3]!, phase: 'soaking', countdown: null });
    expect(
      count({
        ...calm,
        release: { ...calm.release, phase: { kind: 'soaking', since: nine } },
        turns: back,
      }).harmedMinutes,
    ).toBe(120 * 3);
  });

  it('tell what was prevented: what went back as a canary, who met it, and who never did', () => {
    expect(
      count(
        stoppedCanary('board', '1'),
        stoppedCanary('board', '2', nine, { users: 80, oldUsers: 900 }),
      ),
    ).toMatchObject({ live: 0, failed: 0, stopped: { builds: 2, met: 200, spared: 6_980 } });
  });

  it('count messages and pings for each release, those of its canary included', () => {
    expect(count(wentLive('board', '1'), wentBack('web', '2')).noise).toEqual({
      messages: 3.5,
      pings: 0.5,
    });
  });

  it('never mix periods: what one counts, no other does, and nothing is lost', () => {
    const many = fc.array(
      fc.tuple(
        fc.integer({ min: -14 * 24, max: 8 }),
        fc.boolean(),
        fc.constantFrom('board', 'web'),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(many, (made) => {
        const all = made.flatMap(([hours, well, service], i) =>
          well
            ? wentLive(service, `${i}`, nine + hours * hour)
            : [wentBack(service, `${i}`, nine + hours * hour)],
        );
        const two = [figuresOf(books(all), week, now), figuresOf(books(all), before(week), now)];
        const ended = all.filter(
          ({ release }) =>
            release.kind === 'release' &&
            'at' in release.phase &&
            isIn(release.phase.at, { since: before(week).since, until: week.until }),
        );
        expect(two.reduce((sum, { live, rolledBack }) => sum + live + rolledBack, 0)).toBe(
          ended.length,
        );
        for (const one of two) {
          expect(one.failed).toBeLessThanOrEqual(one.live + one.rolledBack);
          expect(one.failed).toBeGreaterThanOrEqual(one.rolledBack);
          expect(one.spent.every(({ ms }) => ms > 0)).toBe(true);
          expect(one.harmedMinutes).toBeGreaterThanOrEqual(0);
          expect(one.noise === null).toBe(one.live + one.rolledBack === 0);
        }
      }),
    );
  });
});

describe('a median', () => {
  it('stands in the middle', () => {
    expect([median([]), median([3]), median([1, 4]), median([9, 1, 5])]).toEqual([null, 3, 2.5, 5]);
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values) ?? Number.NaN;
        expect(values.filter((value) => value <= middle).length * 2).toBeGreaterThanOrEqual(
          values.length,
        );
        expect(values.filter((value) => value >= middle).length * 2).toBeGreaterThanOrEqual(
          values.length,
        );
      }),
    );
  });
});
