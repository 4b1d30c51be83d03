import { describe, expect, it } from 'vitest';
import { periodAt } from '../../src/summary/period.ts';
import { summaryOf } from '../../src/summary/summary.ts';
import { worded } from '../../src/release/state/worded.ts';
import { line, prerelease } from '../support/a-release.ts';
import {
  books,
  chronicle,
  nine,
  stoppedCanary,
  wentBack,
  wentHome,
  wentLive,
} from '../support/books.ts';
import { minute } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { rollingBack } from '../support/phases.ts';

const hour = 60 * minute;
const day = 24 * hour;
const now = nine + 8 * hour;
const week = periodAt('week', now, 'UTC');
const told = (from: ReturnType<typeof books>, lines: Parameters<typeof summaryOf>[4] = []) =>
  summaryOf(from, week, null, now, lines);

describe('what broke', () => {
  it('says who was hit, for how long, why, and what everybody got instead', () => {
    const from = books([
      wentBack('web', '3', nine - day),
      ...wentLive('web', '4', nine - hour),
      stoppedCanary('board', '9'),
    ]);
    expect(told(from).broken).toEqual([
      {
        service: 'web',
        releases: ['back_web_3'],
        version: '3',
        because: worded('errors'),
        at: nine - day + 30 * minute,
        users: 500,
        ms: 7 * minute,
        fixedBy: '4',
      },
      {
        service: 'board',
        releases: ['stop_board_9'],
        version: '9',
        because: worded('errors'),
        at: nine + 40 * minute,
        users: 120,
        ms: 5 * minute,
        fixedBy: null,
      },
    ]);
  });

  it('says the number of users that the thread of the rollback says', () => {
    const canary = stoppedCanary('board', '9');
    const { phase } = canary.release;
    if (phase.kind !== 'rolled-back') throw new Error('not rolled back');
    const harm = { began: nine, seen: nine, turned: nine, users: 90, share: null };
    const [broken] = told(
      books([{ ...canary, release: { ...canary.release, phase: { ...phase, harm } } }]),
    ).broken;
    expect(broken?.users).toBe(90);
  });

  it('tells of what is going back now, canary or release, also where that is stuck', () => {
    const turned = rollingBack({ since: nine + 32 * minute });
    const going = (one: ReturnType<typeof wentBack>, phase: typeof one.release.phase = turned) => ({
      ...one,
      release: { ...one.release, phase },
      turns: one.turns.slice(0, 4),
    });
    const from = books([
      going(stoppedCanary('board', '9')),
      going(wentBack('web', '3'), {
        kind: 'stuck',
        since: now,
        because: worded('x'),
        from: turned,
      }),
      going(wentBack('cart', '2'), { ...turned, usersBackAt: nine + 34 * minute }),
      going(stoppedCanary('mail', '5'), { ...turned, end: 'stopped' }),
    ]);
    expect(told(from).broken).toMatchObject([
      { service: 'board', because: worded('errors'), users: 120, ms: null, isGoingBack: true },
      { service: 'web', because: worded('errors'), users: 500, ms: null, isGoingBack: true },
      { service: 'cart', users: 500, ms: expect.any(Number) },
    ]);
    expect(told(from).broken[2]).not.toHaveProperty('isGoingBack');
  });

  it('tells of a release that everybody left again, and of nothing that broke before', () => {
    const from = books([
      ...wentLive('api', '7', nine - 9 * day),
      wentHome('api', '7', '6', nine - 2 * day),
      wentBack('web', '1', nine - 9 * day),
    ]);
    expect(told(from).broken).toMatchObject([
      { service: 'api', version: '7', users: 600, ms: 15 * minute, fixedBy: null },
    ]);
  });
});

describe('what waits', () => {
  it('names whose word is missing, the owner, and since when; locks come first', () => {
    const waiting = prerelease({ kind: 'waiting', since: nine }, { id: 'w', service: 'cart' });
    const held = prerelease(
      { kind: 'soaking', since: nine - day },
      {
        id: 'h',
        service: 'web',
        hold: { by: tom, since: nine - hour, until: now + hour, reason: 'slow query' },
      },
    );
    const from = books([chronicle(waiting, nine, []), chronicle(held, nine, [])]);
    const locked = line({ lock: { reason: worded('errors'), since: nine + hour, release: 'w' } });
    expect(told(from, [locked]).waits).toEqual([
      {
        kind: 'locked',
        service: 'board',
        version: null,
        teams: [],
        owner: 'Priya N.',
        since: nine + hour,
      },
      {
        kind: 'held',
        service: 'web',
        version: '1.42.0',
        teams: [],
        owner: 'Tom B.',
        since: nine - hour,
      },
      {
        kind: 'approval',
        service: 'cart',
        version: '1.42.0',
        teams: ['whiteboard', 'accounts'],
        owner: 'Priya N.',
        since: nine,
      },
    ]);
  });

  it('is nothing where a freeze is over', () => {
    const freeze = { since: nine, until: now - 1, reason: 'sale', by: tom, asks: [] };
    expect(told(books([]), [line({ freeze })]).waits).toEqual([]);
    expect(told(books([]), [line({ freeze: { ...freeze, until: now + 1 } })]).waits).toMatchObject([
      { kind: 'frozen', owner: 'Tom B.' },
    ]);
  });
});
