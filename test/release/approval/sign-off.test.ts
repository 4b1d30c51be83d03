import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedOff, signOff } from '../../../src/release/approval/sign-off.ts';
import type { Person } from '../../../src/release/state/people.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { transition } from '../../../src/release/transition.ts';
import { line, plan, prerelease, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, priya, tom, roster, stranger } from '../../support/people.ts';
import { bad } from '../../support/readings.ts';
import { countdown, watch, yes } from '../../support/release-parts.ts';
import { counterexample, rosters } from '../arbitrary.ts';
import { lines, releases } from '../arbitrary-releases.ts';

const soon = noon + minute;
const waiting = (more: Partial<Release> = {}) => prerelease({ kind: 'waiting', since: noon }, more);
const approve = (one: Release, by: Person, more = {}) =>
  transition(line(), one, [], { kind: 'approved', at: soon, by, rev: one.rev, roster, ...more });

describe('an approval', () => {
  it('counts for each team the person speaks for', () => {
    expect(approve(waiting(), ana)).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'approved' },
        approvals: [{ team: 'whiteboard' }, { team: 'accounts' }],
      },
    });
  });

  it('given during the soak waits for it to end', () => {
    expect(approve(prerelease({ kind: 'soaking', since: noon }), ana)).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'soaking' } },
    });
  });

  it.each([
    ['of the one who started it', priya, {}, 'own-release'],
    ['of somebody outside the teams', stranger, {}, 'not-entitled'],
    ['on an older question', ana, { rev: 3 }, 'stale'],
    [
      'when the roster is empty',
      ana,
      { roster: { at: soon, teams: { whiteboard: [], accounts: [] } } },
      'not-entitled',
    ],
    ['when nobody is known', ana, { roster: { at: soon, teams: {} } }, 'not-entitled'],
    ['when the roster is old', ana, { at: noon + 11 * minute }, 'roster-unknown'],
  ])('%s is refused', (_, by, more, code) => {
    expect(approve(waiting(), by, more)).toMatchObject({ kind: 'refused', code });
  });

  it('given twice counts once', () => {
    const once = approve(prerelease({ kind: 'soaking', since: noon }), tom);
    if (once.kind !== 'moved' || !once.release) throw new Error('refused');
    expect(approve(once.release, tom)).toMatchObject({ kind: 'refused', code: 'already-approved' });
  });

  it('is off while the build is unhealthy', () => {
    expect(approve(waiting({ watch: watch(bad) }), ana)).toMatchObject({ code: 'unhealthy' });
    expect(approve(waiting({ countdown: countdown() }), ana)).toMatchObject({ code: 'unhealthy' });
  });

  it('is void once the build is paged for, and the question is asked again', () => {
    const approved = prerelease(
      { kind: 'approved', since: noon },
      {
        approvals: [yes(ana, 'whiteboard'), yes(tom, 'accounts')],
        watch: watch(bad, { badInARow: 1 }),
      },
    );
    const decision = transition(line(), approved, [], {
      kind: 'measured',
      at: soon,
      readings: bad,
    });
    expect(decision).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'waiting' },
        approvals: [],
        countdown: { number: 1 },
        rev: approved.rev + 1,
      },
    });
  });
});

describe('a sign-off', () => {
  const given = [yes(ana, 'whiteboard'), yes(tom, 'accounts')];
  const at = noon + 253 * minute;

  it('is complete when each team said yes', () => {
    expect(isSignedOff(waiting({ approvals: given }), at, { ...roster, at })).toBe(true);
  });

  it.each([
    ['another build', { approvals: given.map((one) => ({ ...one, image: 'ami-other' })) }],
    ['another plan', { approvals: given.map((one) => ({ ...one, plan: 'plan2' })) }],
    ['long ago', { approvals: given.map((one) => ({ ...one, at: at - plan.approvalTtlMs - 1 })) }],
    ['by the one who started it', { approvals: [yes(priya, 'whiteboard'), yes(tom, 'accounts')] }],
    [
      'by one person where two are needed',
      {
        approvals: [yes(ana, 'whiteboard'), yes(ana, 'whiteboard')],
        plan: { ...plan, signOff: [{ team: 'whiteboard', approvals: 2 }] },
      },
    ],
    ['while nobody is asked', { approvals: given, plan: { ...plan, signOff: [] } }],
    [
      'while none of a team is asked',
      { approvals: [], plan: { ...plan, signOff: [{ team: 'whiteboard', approvals: 0 }] } },
    ],
  ])('given to or %s does not count', (_, more) => {
    expect(isSignedOff(waiting(more), at, { ...roster, at })).toBe(false);
  });

  it('does not count people who left their team since', () => {
    expect(
      isSignedOff(waiting({ approvals: given }), at, {
        at,
        teams: { ...roster.teams, accounts: [] },
      }),
    ).toBe(false);
  });

  it('never counts the requester, nor anybody the roster does not show, nor one person twice', () => {
    expect(
      counterexample(
        fc.property(releases, rosters, fc.integer({ min: 0, max: 500 }), (one, directory, later) =>
          signOff(one, noon + later * minute, directory).every(({ team, by }) => {
            const ids = by.map((approval) => approval.by.id);
            return (
              !ids.includes(one.by?.id ?? '') &&
              new Set(ids).size === ids.length &&
              ids.every((id) => directory.teams[team]?.includes(id))
            );
          }),
        ),
      ),
    ).toBeNull();
  });
});

describe('the start of a release', () => {
  const approved = (more: Partial<Release> = {}) =>
    prerelease(
      { kind: 'approved', since: noon },
      { approvals: [yes(ana, 'whiteboard'), yes(tom, 'accounts')], ...more },
    );
  const at = noon + 253 * minute;
  const well = watch([{ ...bad[0]!, value: 0, issues: [] }], { measuredAt: at - 1_000 });
  const start = (one: Release, more = {}) =>
    transition(line(), one, [], {
      kind: 'release-started',
      at,
      by: tom,
      id: 'rel_NEW',
      roster: { ...roster, at },
      imageFound: true,
      targetFound: true,
      capacity: 4,
      carries: [],
      ...more,
    });

  it('carries exactly what was approved', () => {
    expect(start(approved({ watch: well }))).toMatchObject({
      kind: 'moved',
      line: { moving: { release: 'rel_NEW', carries: ['rel_PRE'] } },
      born: { build: approved().build, target: { version: '1.41.0' }, capacity: 4 },
    });
  });

  it.each([
    ['its image is gone', { imageFound: false }, 'image-missing'],
    ['the way back is gone', { targetFound: false }, 'no-target'],
    ['no server serves', { capacity: 0 }, 'no-target'],
    ['nobody knows how many serve', { capacity: Number.NaN }, 'no-target'],
    [
      'an approver has left',
      { roster: { at, teams: { ...roster.teams, accounts: [] } } },
      'not-approved',
    ],
    ['the roster is old', { roster: { ...roster, at: at - 11 * minute } }, 'roster-unknown'],
  ])('is refused when %s', (_, more, code) => {
    expect(start(approved({ watch: well }), more)).toMatchObject({ kind: 'refused', code });
  });

  it('is refused without fresh health', () => {
    expect(start(approved({ watch: { ...well, measuredAt: at - 10 * minute } }))).toMatchObject({
      code: 'undecided',
    });
    expect(start(approved({ watch: { ...well, verdict: null } }))).toMatchObject({
      code: 'undecided',
    });
  });

  it('asks again when Davy finds that a word no longer counts', () => {
    const decision = start(approved({ watch: well }), {
      by: null,
      roster: { at, teams: { ...roster.teams, accounts: [] } },
    });
    expect(decision).toMatchObject({
      kind: 'moved',
      born: null,
      release: { phase: { kind: 'waiting' }, approvals: [{ by: ana }] },
    });
  });

  it('is refused for the build that is live already', () => {
    const live = line({ live: approved().build });
    expect(
      transition(live, approved({ watch: well }), [], {
        kind: 'release-started',
        at,
        by: tom,
        id: 'rel_NEW',
        roster: { ...roster, at },
        imageFound: true,
        targetFound: true,
        capacity: 4,
        carries: [],
      }),
    ).toMatchObject({ code: 'is-live' });
  });

  it('never happens unless each team has said yes to it', () => {
    expect(
      counterexample(
        fc.property(lines, releases, rosters, (where, one, directory) => {
          const decision = transition(where, one, [], {
            kind: 'release-started',
            at,
            by: tom,
            id: 'rel_NEW',
            roster: { ...directory, at },
            imageFound: true,
            targetFound: true,
            capacity: 4,
            carries: [],
          });
          return decision.kind !== 'moved' || !decision.born || isSignedOff(one, at, directory);
        }),
      ),
    ).toBeNull();
  });

  it('is not offered to a release', () => {
    expect(start(release({ kind: 'verifying', since: noon }))).toMatchObject({ kind: 'refused' });
  });
});
