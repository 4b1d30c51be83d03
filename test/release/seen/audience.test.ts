import { describe, expect, it } from 'vitest';
import { type Circle, personalNews } from '../../../src/release/seen/audience.ts';
import { newReader, type Reader } from '../../../src/release/state/reader.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { prerelease, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, priya, tom } from '../../support/people.ts';
import { countdown, yes } from '../../support/release-parts.ts';
import { worded } from '../../../src/release/state/worded.ts';

const since = noon;
const waiting = (more: Partial<Release> = {}) => prerelease({ kind: 'waiting', since }, more);
const reader = (person: string, more: Partial<Reader>): Reader => ({
  ...newReader(person),
  ...more,
});

function told(one: Release, now: number, more: Partial<Circle> = {}) {
  const roster = {
    at: now,
    teams: { whiteboard: ['U0ANA', 'U0PRIYA'], accounts: ['U0TOM', 'U0EVE'], 'on-call': ['U0OPS'] },
  };
  return personalNews(
    one,
    {
      readers: [],
      roster,
      starters: one.by ? [one.by] : [],
      authors: [],
      carried: one.carries,
      ...more,
    },
    now,
  ).map(({ person, says, dueAt }) => [person, says, (dueAt - since) / minute]);
}

describe('an approval nobody gives', () => {
  it('is brought to those who are asked after half an hour and two, then to whoever asked', () => {
    expect(told(waiting(), noon)).toEqual([
      ['U0ANA', 'asked', 30],
      ['U0TOM', 'asked', 30],
      ['U0EVE', 'asked', 30],
      ['U0ANA', 'asked-again', 120],
      ['U0TOM', 'asked-again', 120],
      ['U0EVE', 'asked-again', 120],
      ['U0PRIYA', 'unanswered', 120],
    ]);
  });

  it('is brought only to teams whose word is missing, and to nobody who gave theirs', () => {
    expect(
      told(waiting({ approvals: [yes(tom, 'accounts')] }), noon + 260 * minute).map(
        ([person]) => person,
      ),
    ).toEqual(['U0ANA', 'U0ANA', 'U0PRIYA']);
    expect(
      told(
        waiting({ approvals: [yes(tom, 'accounts'), yes(ana, 'whiteboard')] }),
        noon + 260 * minute,
      ),
    ).toEqual([]);
  });

  it('is brought to nobody who owned it once: their word would not count', () => {
    expect(
      told(waiting({ by: tom, owners: [priya, { id: 'U0EVE', name: 'Eve' }] }), noon).map(
        ([person, says]) => `${person} ${says}`,
      ),
    ).toEqual(['U0ANA asked', 'U0ANA asked-again', 'U0TOM unanswered']);
  });

  it('is brought to nobody while users may have to go back, nor to who does not want it', () => {
    expect(told(waiting({ countdown: countdown() }), noon)).toEqual([]);
    const silent = [reader('U0ANA', { tell: ['live'] }), reader('U0PRIYA', { tell: [] })];
    expect(told(waiting(), noon, { readers: silent }).map(([person]) => person)).toEqual([
      'U0TOM',
      'U0EVE',
      'U0TOM',
      'U0EVE',
    ]);
  });
});

describe('what came of a release', () => {
  const live = release({ kind: 'live', at: noon });

  it('is told to those who started it, who wrote it, and who follow it', () => {
    const readers = [
      reader('U0FAN', { follows: ['board'] }),
      reader('U0ONE', { follows: ['rel_PRE'] }),
      reader('U0OFF', { follows: ['board'], tell: ['rolled-back'] }),
      reader('U0ELSE', { follows: ['web'] }),
    ];
    expect(
      told(live, noon, { readers, authors: ['U0WROTE', 'U0PRIYA'] }).map(([person, says]) => [
        person,
        says,
      ]),
    ).toEqual([
      ['U0PRIYA', 'live'],
      ['U0WROTE', 'live'],
      ['U0FAN', 'live'],
      ['U0ONE', 'live'],
    ]);
    expect(
      told(release({ kind: 'rolled-back', at: noon, because: worded('errors'), by: null }), noon, {
        readers,
      }).map(([person, says]) => [person, says]),
    ).toEqual([
      ['U0PRIYA', 'back'],
      ['U0FAN', 'back'],
      ['U0ONE', 'back'],
      ['U0OFF', 'back'],
    ]);
  });

  it('needs only those who started it, when it was declined, expired, stuck or failed', () => {
    const readers = [reader('U0FAN', { follows: ['board'] })];
    const says = (one: Release) =>
      told(one, noon, { readers, authors: ['U0WROTE'] }).map(
        ([person, word]) => `${person} ${word}`,
      );
    expect(
      says(prerelease({ kind: 'declined', at: noon, because: worded('no'), by: tom })),
    ).toEqual(['U0PRIYA declined']);
    expect(
      says(prerelease({ kind: 'expired', at: noon, because: worded('late'), by: null })),
    ).toEqual(['U0PRIYA expired']);
    expect(
      says(
        release({
          kind: 'stuck',
          since: noon,
          because: worded('x'),
          from: { kind: 'watching', since: noon, watchedMs: 0 },
        }),
      ),
    ).toEqual(['U0PRIYA stuck']);
    expect(says(release({ kind: 'failed', at: noon, because: worded('x'), by: null }))).toEqual([
      'U0PRIYA failed',
    ]);
    for (const kind of ['stopped', 'replaced', 'cancelled'] as const)
      expect(says(prerelease({ kind, at: noon, because: worded(''), by: null }))).toEqual([]);
  });

  it('is not told to people who did it themselves', () => {
    expect(
      told(release({ kind: 'rolled-back', at: noon, because: worded('carts'), by: priya }), noon),
    ).toEqual([]);
    const home = release({ kind: 'live', at: noon }, { kind: 'return', by: ana, carries: [] });
    expect(
      told(home, noon, {
        readers: [reader('U0FAN', { follows: ['board'] }), reader('U0ANA', { follows: ['board'] })],
      }),
    ).toEqual([['U0FAN', 'back', 0]]);
  });

  it('is one message from the turn to the end, and old news is none', () => {
    const back = {
      kind: 'rolling-back',
      since: noon,
      because: worded('errors'),
      by: null,
      end: 'rolled-back',
      usersBackAt: null,
      unprotectedAt: null,
      calmSince: null,
    } as const;
    const kinds = [
      release(back),
      release({ kind: 'rolled-back', at: noon, because: worded('errors'), by: null }),
    ].map(
      (one) =>
        personalNews(
          one,
          { readers: [], roster: null, starters: [priya], authors: [], carried: [] },
          noon,
        )[0]?.kind,
    );
    expect(kinds).toEqual(['back', 'back']);
    expect(told(prerelease({ ...back, end: 'declined' }), noon)).toEqual([]);
    expect(told(live, noon + 13 * 60 * minute)).toEqual([]);
  });
});
