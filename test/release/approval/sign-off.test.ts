import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedOff, signOff } from '../../../src/release/approval/sign-off.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { line, plan, prerelease, release } from '../../support/a-release.ts';
import { approved, measured, releaseStarted } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon, readyAt } from '../../support/noon.ts';
import { ana, priya, roster, rosterAt, stranger, tom } from '../../support/people.ts';
import { bad } from '../../support/readings.ts';
import { countdown, signedOff, watch, yes } from '../../support/release-parts.ts';
import { counterexample, rosters } from '../arbitrary.ts';
import { lines, releases } from '../arbitrary-releases.ts';

const soon = noon + minute;
const at = readyAt;
const soaking = prerelease({ kind: 'soaking', since: noon });
const waiting = (more: Partial<Release> = {}) => prerelease({ kind: 'waiting', since: noon }, more);
const ready = (more: Partial<Release> = {}) =>
  prerelease({ kind: 'approved', since: noon }, { approvals: signedOff, ...more });

describe('an approval', () => {
  it('counts for each team the person speaks for', () => {
    expect(given(waiting()).when(approved(waiting(), ana))).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'approved' },
        approvals: [{ team: 'whiteboard' }, { team: 'accounts' }],
      },
    });
  });

  it('given during the soak waits for it to end', () => {
    expect(given(soaking).when(approved(soaking, ana))).toMatchObject({
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
    ['when the roster is old', ana, { at: noon + 11 * minute, roster }, 'roster-unknown'],
  ])('%s is refused', (_, by, more, code) => {
    const one = waiting();
    expect(given(one).when(approved(one, by, more))).toMatchObject({ kind: 'refused', code });
  });

  it('given twice counts once', () => {
    const once = given(soaking).after(approved(soaking, tom));
    expect(once.when(approved(once.release, tom))).toMatchObject({
      kind: 'refused',
      code: 'already-approved',
    });
  });

  it('is off while the build is unhealthy', () => {
    for (const one of [waiting({ watch: watch(bad) }), waiting({ countdown: countdown() })])
      expect(given(one).when(approved(one, ana))).toMatchObject({ code: 'unhealthy' });
  });

  it('is void once the build is paged for, and the question is asked again', () => {
    const one = ready({ watch: watch(bad, { badInARow: 1 }) });
    expect(given(one).when(measured(soon, bad))).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'waiting' },
        approvals: [],
        countdown: { number: 1 },
        rev: one.rev + 1,
      },
    });
  });
});

describe('a sign-off', () => {
  it('is complete when each team said yes', () => {
    expect(isSignedOff(waiting({ approvals: signedOff }), at, rosterAt(at))).toBe(true);
  });

  it.each([
    ['another build', { approvals: signedOff.map((one) => ({ ...one, image: 'ami-other' })) }],
    ['another plan', { approvals: signedOff.map((one) => ({ ...one, plan: 'plan2' })) }],
    [
      'long ago',
      { approvals: signedOff.map((one) => ({ ...one, at: at - plan.approvalTtlMs - 1 })) },
    ],
    ['by the one who started it', { approvals: [yes(priya, 'whiteboard'), yes(tom, 'accounts')] }],
    [
      'by one person where two are needed',
      {
        approvals: [yes(ana, 'whiteboard'), yes(ana, 'whiteboard')],
        plan: { ...plan, signOff: [{ team: 'whiteboard', approvals: 2 }] },
      },
    ],
    ['while nobody is asked', { approvals: signedOff, plan: { ...plan, signOff: [] } }],
    [
      'while none of a team is asked',
      { approvals: [], plan: { ...plan, signOff: [{ team: 'whiteboard', approvals: 0 }] } },
    ],
  ])('given to or %s does not count', (_, more) => {
    expect(isSignedOff(waiting(more), at, rosterAt(at))).toBe(false);
  });

  it('does not count people who left their team since', () => {
    expect(
      isSignedOff(waiting({ approvals: signedOff }), at, {
        at,
        teams: { ...roster.teams, accounts: [] },
      }),
    ).toBe(false);
  });

  it('counts neither the requester, nor whom the roster does not show, nor anybody twice', () => {
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
  const well = watch([{ ...bad[0]!, value: 0, issues: [] }], { measuredAt: at - 1_000 });
  const healthy = given(ready({ watch: well }));

  it('carries exactly what was approved', () => {
    expect(healthy.when(releaseStarted({ id: 'rel_NEW' }))).toMatchObject({
      kind: 'moved',
      line: { moving: { release: 'rel_NEW', carries: ['rel_PRE'] } },
      born: { build: ready().build, target: { version: '1.41.0' }, capacity: 4 },
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
    ['the roster is old', { roster: rosterAt(at - 11 * minute) }, 'roster-unknown'],
  ])('is refused when %s', (_, more, code) => {
    expect(healthy.when(releaseStarted(more))).toMatchObject({ kind: 'refused', code });
  });

  it('is refused without fresh health', () => {
    for (const stale of [{ measuredAt: at - 10 * minute }, { verdict: null }])
      expect(given(ready({ watch: { ...well, ...stale } })).when(releaseStarted())).toMatchObject({
        code: 'undecided',
      });
  });

  it('asks again when Davy finds that a word no longer counts', () => {
    const left = { at, teams: { ...roster.teams, accounts: [] } };
    expect(healthy.when(releaseStarted({ by: null, roster: left }))).toMatchObject({
      kind: 'moved',
      born: null,
      release: { phase: { kind: 'waiting' }, approvals: [{ by: ana }] },
    });
  });

  it('is refused for the build that is live already', () => {
    const live = line({ live: ready().build });
    expect(given(ready({ watch: well }), { line: live }).when(releaseStarted())).toMatchObject({
      code: 'is-live',
    });
  });

  it('never happens unless each team has said yes to it', () => {
    expect(
      counterexample(
        fc.property(lines, releases, rosters, (where, one, directory) => {
          const decision = given(one, { line: where }).when(
            releaseStarted({ roster: { ...directory, at } }),
          );
          return decision.kind !== 'moved' || !decision.born || isSignedOff(one, at, directory);
        }),
      ),
    ).toBeNull();
  });

  it('is not offered to a release', () => {
    const one = release({ kind: 'verifying', since: noon });
    expect(given(one).when(releaseStarted())).toMatchObject({ kind: 'refused' });
  });
});
