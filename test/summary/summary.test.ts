import { describe, expect, it } from 'vitest';
import { periodAt } from '../../src/summary/period.ts';
import { isQuiet, summaryOf } from '../../src/summary/summary.ts';
import {
  books,
  change,
  changelog,
  chronicle,
  nine,
  stoppedCanary,
  wentBack,
  wentHome,
  wentLive,
} from '../support/books.ts';
import { prerelease, release } from '../support/a-release.ts';
import { minute } from '../support/noon.ts';

const day = 24 * 60 * minute;
const now = nine + 8 * 60 * minute;
const week = periodAt('week', now, 'UTC');

describe('a summary', () => {
  it('is quiet when nothing happened and nothing waits', () => {
    const old = wentLive('board', '1', nine - 30 * day);
    expect(isQuiet(summaryOf(books(old), week, null, now))).toBe(true);
    expect(isQuiet(summaryOf(books(wentLive('board', '1')), week, null, now))).toBe(false);
  });

  it('lists what happened and what waits, in order', () => {
    const waiting = chronicle(
      prerelease(
        { kind: 'waiting', since: nine + 200 * minute },
        {
          id: 'w',
          service: 'mail',
          hold: { by: { id: 'U', name: 'Ana' }, since: nine, until: now + 1, reason: 'x' },
        },
      ),
      nine,
      [],
    );
    const moving = chronicle(
      release(
        { kind: 'migrating', since: nine, batch: 0, movedAt: null, watchedMs: 0 },
        { id: 'm', service: 'docs', at: nine + 300 * minute },
      ),
      nine,
      [],
    );
    const summary = summaryOf(
      books(
        [
          ...wentLive('board', '2'),
          wentHome('board', '2', '1', nine + 100 * minute),
          wentBack('web', '3'),
          stoppedCanary('web', '4'),
          waiting,
          moving,
        ],
        [
          changelog('board', '2', [
            change('internal', 'Tidy', 0),
            change('fix', 'Keep carts', 0),
            change('feature', 'Saved carts', 0),
          ]),
        ],
      ),
      week,
      null,
      now,
    );
    expect(
      summary.items.map(({ service, version, outcome, gist }) => [
        service,
        version,
        outcome,
        ...gist,
      ]),
    ).toEqual([
      ['web', '3', 'rolled-back'],
      ['web', '4', 'stopped'],
      ['board', '2', 'taken-back', 'Saved carts', 'Keep carts'],
      ['mail', '1.42.0', 'waiting'],
      ['docs', '1.42.0', 'moving'],
    ]);
    expect([summary.waiting, summary.held]).toEqual([1, 1]);
  });

  it('tells of one service only, where that was asked', () => {
    const summary = summaryOf(
      books([...wentLive('board', '1'), wentBack('web', '3')]),
      week,
      'web',
      now,
    );
    expect([
      summary.now.live,
      summary.now.rolledBack,
      summary.rows.map(({ service }) => service),
    ]).toEqual([0, 1, ['web']]);
  });

  it('puts the busiest service first, and says what its users got', () => {
    const all = [
      ...wentLive('web', '1'),
      ...wentLive('web', '2', nine + minute),
      wentBack('web', '3'),
      ...wentLive('api', '9'),
      ...wentLive('mail', '9'),
    ];
    const logs = [
      changelog('web', '1', [change('feature', 'Old', 0)]),
      changelog('web', '2', [change('feature', 'New', 0)]),
    ];
    expect(summaryOf(books(all, logs), week, null, now).rows).toEqual([
      { service: 'web', live: 2, rolledBack: 1, gist: ['New', 'Old'] },
      { service: 'api', live: 1, rolledBack: 0, gist: [] },
      { service: 'mail', live: 1, rolledBack: 0, gist: [] },
    ]);
  });

  it('draws a week by days, without an empty weekend, and a month by weeks', () => {
    const all = books([
      ...wentLive('web', '1'),
      wentBack('web', '2', nine - day),
      ...wentLive('web', '3', nine - 20 * day),
    ]);
    expect(
      summaryOf(all, week, null, now).bars.map(({ first, live, rolledBack }) => [
        first,
        live,
        rolledBack,
      ]),
    ).toEqual([
      ['2026-11-16', 0, 0],
      ['2026-11-17', 0, 0],
      ['2026-11-18', 0, 0],
      ['2026-11-19', 0, 1],
      ['2026-11-20', 1, 0],
    ]);
    expect(
      summaryOf(all, periodAt('month', now, 'UTC'), null, now).bars.map(
        ({ first, last, live, rolledBack }) => [first, last, live, rolledBack],
      ),
    ).toEqual([
      ['2026-10-24', '2026-10-30', 0, 0],
      ['2026-10-31', '2026-11-06', 1, 0],
      ['2026-11-07', '2026-11-13', 0, 0],
      ['2026-11-14', '2026-11-20', 1, 1],
    ]);
    expect(summaryOf(all, periodAt('today', now, 'UTC'), null, now).bars).toEqual([]);
  });

  it('compares with the period before', () => {
    const summary = summaryOf(
      books([
        ...wentLive('web', '1'),
        ...wentLive('web', '2', nine - 8 * day),
        wentBack('web', '3', nine - 9 * day),
      ]),
      week,
      null,
      now,
    );
    expect([summary.now.live, summary.was.live, summary.was.rolledBack]).toEqual([1, 1, 1]);
  });
});
