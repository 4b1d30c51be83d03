import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signOff } from '../../src/release/approval/sign-off.ts';
import { type Lineage, noLineage } from '../../src/changes/lineage.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { askingAll } from '../../src/release/approval/teams-asked.ts';
import { transition } from '../../src/release/transition.ts';
import { messagesOf } from '../../src/views/messages.ts';
import {
  ana,
  build,
  line,
  minute,
  noon,
  plan,
  prerelease,
  priya,
  story,
  tom,
  yes,
} from '../support/samples.ts';
import { counterexample, lineages, lines, people, releases, roster } from '../release/arbitrary.ts';

const at = noon + 253 * minute;
const both = [yes(ana, 'whiteboard'), yes(tom, 'accounts')];
const before = prerelease({ kind: 'waiting', since: noon }, { approvals: both });
const fixed = build('1.42.1');
const ask = (
  lineage: Partial<Lineage>,
  others: readonly Release[] = [before],
  more: { readonly by?: typeof tom; readonly where?: Line; readonly staff?: typeof roster } = {},
) =>
  transition(more.where ?? line(), null, others, {
    kind: 'prerelease-requested',
    at,
    by: more.by ?? priya,
    id: 'rel_NEW',
    build: fixed,
    plan: { ...plan, hash: 'plan9' },
    note: '',
    roster: { ...(more.staff ?? roster), at },
    imageFound: true,
    among: 'beside',
    lineage: { ...noLineage, ...lineage },
  });
const within = { contains: ['1.42.0'], untouched: [{ release: 'rel_PRE', teams: ['accounts'] }] };

describe('a new build of the same service', () => {
  it('keeps the approvals of teams it does not touch, for itself and its plan, and says from where', () => {
    expect(ask(within)).toMatchObject({
      kind: 'moved',
      born: {
        approvals: [
          {
            by: tom,
            team: 'accounts',
            at: both[1]!.at,
            image: fixed.image,
            plan: 'plan9',
            kept: '1.42.0',
          },
        ],
        contains: ['1.42.0'],
      },
    });
    const decision = ask(within);
    const born = decision.kind === 'moved' ? decision.born : null;
    expect(
      born && signOff(born, at, { ...roster, at }).map(({ team, by }) => [team, by.length]),
    ).toEqual([
      ['whiteboard', 0],
      ['accounts', 1],
    ]);
  });

  it('keeps an approval further along the line under its first name', () => {
    const kept = prerelease(
      { kind: 'waiting', since: noon },
      { approvals: [{ ...both[1]!, kept: '1.41.9' }] },
    );
    expect(ask(within, [kept])).toMatchObject({ born: { approvals: [{ kept: '1.41.9' }] } });
  });

  it.each([
    ['it does not contain that build', { ...within, contains: [] }, [before], {}],
    ['that pre-release is over', within, [], {}],
    [
      'they were given to another plan',
      within,
      [
        prerelease(
          { kind: 'waiting', since: noon },
          { approvals: both.map((one) => ({ ...one, plan: 'plan0' })) },
        ),
      ],
      {},
    ],
    [
      'somebody said no to that build since',
      within,
      [
        prerelease(
          {
            kind: 'rolling-back',
            since: noon,
            because: 'declined',
            by: ana,
            end: 'declined',
            usersBackAt: null,
            unprotectedAt: null,
            calmSince: null,
          },
          { approvals: both },
        ),
      ],
      {},
    ],
    [
      'that build was barred',
      within,
      [before],
      {
        where: line({
          barred: [
            {
              version: '1.42.0',
              image: 'ami-1.42.0',
              because: 'declined',
              commit: '',
              teams: [],
              at: 0,
            },
          ],
        }),
      },
    ],
    [
      'their team barred another build within',
      { ...within, contains: ['1.42.0', '1.41.9'] },
      [before],
      {
        where: line({
          barred: [
            {
              version: '1.41.9',
              image: 'ami-1.41.9',
              because: 'declined',
              commit: '',
              teams: ['accounts'],
              at: 0,
            },
          ],
        }),
      },
    ],
    ['the one who gave it asks for this one', within, [before], { by: tom }],
    [
      'the one who gave it has left the team',
      within,
      [before],
      { staff: { at, teams: { ...roster.teams, accounts: [ana.id] } } },
    ],
    ['nobody knows the history', noLineage, [before], {}],
  ])('keeps none when %s', (_, lineage, others, more) => {
    expect(ask(lineage, others, more)).toMatchObject({ kind: 'moved', born: { approvals: [] } });
  });

  it('never keeps a word that did not count, of its requester, or of a team that changed', () => {
    expect(
      counterexample(
        fc.property(
          lines,
          fc.uniqueArray(releases, { maxLength: 3, selector: ({ id }) => id }),
          lineages,
          fc.constantFrom(...people),
          (where, others, lineage, by) => {
            const decision = ask(lineage, others, { by, where });
            if (decision.kind !== 'moved' || !decision.born) return true;
            return decision.born.approvals.every(
              (given) =>
                given.kept !== undefined &&
                given.by.id !== by.id &&
                lineage.untouched.some(({ release, teams }) => {
                  const one = others.find(
                    (other) =>
                      other.id === release && lineage.contains.includes(other.build.version),
                  );
                  return (
                    teams.includes(given.team) &&
                    one !== undefined &&
                    signOff(one, at, { ...roster, at }).some(
                      (word) =>
                        word.team === given.team &&
                        word.by.some((yes) => yes.by.id === given.by.id),
                    )
                  );
                }),
            );
          },
        ),
      ),
    ).toBeNull();
  });
});

describe('a build that contains a barred one', () => {
  const bar = {
    version: '1.42.0',
    image: 'ami-1.42.0',
    because: 'declined by Tom B.: price bug',
    commit: 'c0ffee',
    teams: ['accounts'],
    at: 0,
  };
  const where = line({ barred: [bar] });
  const small = { ...plan, signOff: [{ team: 'whiteboard', approvals: 1 }] };
  const one = (more: Partial<Release> = {}) =>
    prerelease(
      { kind: 'waiting', since: noon },
      { build: fixed, plan: small, contains: ['1.42.0'], ...more },
    );

  it('needs the word of the team that barred it, also where that team owns nothing of the fix', () => {
    expect(askingAll(where, one()).plan.signOff).toEqual([
      { team: 'whiteboard', approvals: 1 },
      { team: 'accounts', approvals: 1 },
    ]);
    expect(askingAll(where, one({ contains: [] })).plan.signOff).toEqual(small.signOff);
    expect(askingAll(line(), one()).plan.signOff).toEqual(small.signOff);
  });

  it('goes out by itself no more, although its plan asks nobody', () => {
    const automatic = one({
      phase: { kind: 'approved', since: noon },
      plan: { ...plan, automatic: true },
    });
    const fresh = { ...automatic, watch: { ...automatic.watch, measuredAt: at } };
    const start = (release: Release) =>
      transition(where, release, [], {
        kind: 'release-started',
        at,
        by: tom,
        id: 'rel_ALL',
        roster: { ...roster, at },
        imageFound: true,
        targetFound: true,
        capacity: 4,
        carries: [],
      });
    expect(start({ ...fresh, contains: [] })).toMatchObject({ kind: 'moved' });
    expect(start(fresh)).toMatchObject({
      kind: 'refused',
      code: 'not-approved',
      because: { says: 'stillNeeded', values: ['board 1.42.1', ['accounts'], [1]] },
    });
    expect(askingAll(line({ barred: [{ ...bar, teams: [] }] }), fresh).plan).toMatchObject({
      automatic: false,
      signOff: plan.signOff,
    });
    const asked = transition(where, fresh, [], {
      kind: 'observed',
      at,
      wall: at,
      servers: [
        {
          id: 'i-1',
          version: '1.42.1',
          release: 'rel_PRE',
          slot: 0,
          state: 'ready',
          joined: true,
          admits: true,
          users: 9,
          protected: true,
        },
      ],
    });
    expect(asked).toMatchObject({
      release: { phase: { kind: 'waiting' }, plan: { automatic: false } },
    });
  });

  it('is not approved before that team said yes', () => {
    const say = (by: typeof ana, release: Release) =>
      transition(where, release, [], {
        kind: 'approved',
        at,
        by,
        rev: release.rev,
        roster: { at, teams: { whiteboard: [ana.id], accounts: [tom.id] } },
      });
    const first = say(ana, one());
    expect(first).toMatchObject({ kind: 'moved', release: { phase: { kind: 'waiting' } } });
    if (first.kind !== 'moved' || !first.release) return;
    expect(say(tom, first.release)).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'approved' } },
    });
  });

  it('is asked about again when the bar comes later, and is not approved any more', () => {
    const approved = one({
      phase: { kind: 'approved', since: noon },
      approvals: [yes(ana, 'whiteboard')],
    });
    const server = {
      id: 'i-1',
      version: '1.42.1',
      release: 'rel_PRE',
      slot: 0,
      state: 'ready',
      joined: true,
      admits: true,
      users: 9,
      protected: true,
    } as const;
    const decision = transition(where, approved, [], {
      kind: 'observed',
      at,
      wall: at,
      servers: [server],
    });
    expect(decision).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'waiting' },
        rev: approved.rev + 1,
        plan: { signOff: [{ team: 'whiteboard' }, { team: 'accounts' }] },
      },
    });
    const start = transition(
      where,
      { ...approved, watch: { ...approved.watch, measuredAt: at } },
      [],
      {
        kind: 'release-started',
        at,
        by: tom,
        id: 'rel_ALL',
        roster: { ...roster, at },
        imageFound: true,
        targetFound: true,
        capacity: 4,
        carries: [],
      },
    );
    expect(start).toMatchObject({ kind: 'refused', code: 'not-approved' });
  });

  it('does not keep a yes that this team gave before it was barred: it is asked again, and told why', () => {
    const late = line({ barred: [{ ...bar, at: at - minute }] });
    const early = { ...yes(tom, 'accounts'), image: 'ami-1.42.1', at: at - 2 * minute };
    const other = { ...yes(ana, 'whiteboard'), image: 'ami-1.42.1', at: at - 2 * minute };
    const approved = one({
      phase: { kind: 'approved', since: noon },
      plan,
      approvals: [other, early],
    });
    const fresh = {
      ...approved,
      watch: { ...approved.watch, measuredAt: at, creditedMs: plan.soakMs },
    };
    const start = (barred: typeof late, release: Release) =>
      transition(barred, release, [], {
        kind: 'release-started',
        at,
        by: tom,
        id: 'rel_ALL',
        roster: { at, teams: { whiteboard: [ana.id], accounts: [tom.id] } },
        imageFound: true,
        targetFound: true,
        capacity: 4,
        carries: [],
      });
    expect(start(late, fresh)).toMatchObject({
      kind: 'refused',
      code: 'not-approved',
      because: { says: 'stillNeeded', values: ['board 1.42.1', ['accounts'], [1]] },
    });
    expect(start(line({ barred: [{ ...bar, at: at - 3 * minute }] }), fresh)).toMatchObject({
      kind: 'moved',
    });

    const server = {
      id: 'i-1',
      version: '1.42.1',
      release: 'rel_PRE',
      slot: 0,
      state: 'ready',
      joined: true,
      admits: true,
      users: 9,
      protected: true,
    } as const;
    const seen = transition(late, fresh, [], { kind: 'observed', at, wall: at, servers: [server] });
    expect(seen).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'waiting' },
        approvals: [other],
        rev: fresh.rev + 1,
        asks: [
          {
            by: { name: 'Davy' },
            teams: ['accounts'],
            because: '1.42.0, which it contains, was blocked: declined by Tom B.: price bug',
          },
        ],
      },
    });
    if (seen.kind !== 'moved' || !seen.release) return;
    const decision = messagesOf(
      story({ build: fixed, prerelease: seen.release, line: late, now: at }),
    );
    expect(decision.find(({ kind }) => kind === 'approval')?.content.text).toContain(
      '1 of 2 approvals',
    );
    expect(
      JSON.stringify(decision.find(({ kind }) => kind === 'approval')?.content.rich),
    ).toContain('Earlier approvals do not count');
    expect(
      JSON.stringify(decision.find(({ kind }) => kind.startsWith('ask:'))?.content.rich),
    ).toContain('1.42.0, which it contains, was blocked');
    const again = transition(late, seen.release, [], {
      kind: 'approved',
      at,
      by: tom,
      rev: seen.release.rev,
      roster: { at, teams: { whiteboard: [ana.id], accounts: [tom.id] } },
    });
    expect(again).toMatchObject({ kind: 'moved', release: { phase: { kind: 'approved' } } });
  });

  it('drops such a yes while it soaks, too, and calls nobody before it is asked', () => {
    const late = line({ barred: [{ ...bar, at: at - minute }] });
    const soaking = one({
      phase: { kind: 'soaking', since: noon },
      plan,
      approvals: [{ ...yes(tom, 'accounts'), image: 'ami-1.42.1', at: at - 2 * minute }],
    });
    const server = {
      id: 'i-1',
      version: '1.42.1',
      release: 'rel_PRE',
      slot: 0,
      state: 'ready',
      joined: true,
      admits: true,
      users: 9,
      protected: true,
    } as const;
    expect(
      transition(late, soaking, [], { kind: 'observed', at, wall: at, servers: [server] }),
    ).toMatchObject({ release: { phase: { kind: 'soaking' }, approvals: [], asks: [] } });
  });

  it('was barred by the team whose member declined it, and by all its teams when it was rolled back', () => {
    const decline = transition(line(), before, [], {
      kind: 'declined',
      at,
      by: tom,
      rev: before.rev,
      reason: 'price bug',
      roster: { ...roster, at, teams: { accounts: [tom.id] } },
    });
    expect(decline).toMatchObject({
      line: { barred: [{ version: '1.42.0', commit: before.build.commit, teams: ['accounts'] }] },
    });
    const rollback = transition(line(), before, [], {
      kind: 'rollback-asked',
      at,
      by: tom,
      reason: 'price bug',
    });
    expect(rollback).toMatchObject({
      line: { barred: [{ version: '1.42.0', teams: ['whiteboard', 'accounts'] }] },
    });
  });
});
