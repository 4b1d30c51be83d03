import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goesAlong } from '../../../src/release/start/released-with.ts';
import { mayPress } from '../../../src/release/legal-acts.ts';
import type { Ancestry } from '../../../src/changes/lineage.ts';
import type { Line } from '../../../src/release/state/line.ts';
import type { Person } from '../../../src/release/state/people.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { build, line, prerelease, release } from '../../support/a-release.ts';
import { measured, observed, releaseStarted, timePassed } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon, readyAt } from '../../support/noon.ts';
import { ana, priya, tom } from '../../support/people.ts';
import { migrating } from '../../support/phases.ts';
import { bad, good } from '../../support/readings.ts';
import { countdown, signedOff, watch } from '../../support/release-parts.ts';
import { server } from '../../support/servers.ts';
import { counterexample, rosters } from '../arbitrary.ts';
import { lines, releases } from '../arbitrary-releases.ts';
import { worded } from '../../../src/release/state/worded.ts';

const at = readyAt;
const fresh = { watch: watch(good, { measuredAt: at }) };
const approved = (more: Partial<Release> = {}) =>
  prerelease({ kind: 'approved', since: noon }, { approvals: signedOff, ...fresh, ...more });
const older = (phase: Phase, more: Partial<Release> = {}) =>
  prerelease(phase, {
    id: 'rel_OLD',
    build: build('1.41.9'),
    at: noon - minute,
    ...fresh,
    ...more,
  });
const start = (others: readonly Release[], carries: readonly string[], by: Person | null = tom) =>
  given(approved(), { others }).when(releaseStarted({ by, carries }));
const look = (line: Line, one: Release, ancestry?: Ancestry) =>
  given(one, { line }).when(
    observed(
      at,
      [server({ version: one.build.version, release: one.id })],
      ancestry ? { ancestry } : {},
    ),
  );

describe('a release', () => {
  it('carries the pre-releases whose commit is proven to be in its build', () => {
    expect(start([older({ kind: 'approved', since: noon })], ['rel_OLD'])).toMatchObject({
      born: { carries: ['rel_PRE', 'rel_OLD'] },
      line: { moving: { carries: ['rel_PRE', 'rel_OLD'] } },
    });
    expect(start([older({ kind: 'soaking', since: noon })], ['rel_OLD'])).toMatchObject({
      born: { carries: ['rel_PRE', 'rel_OLD'] },
    });
  });

  it.each([
    ['nothing proves it', older({ kind: 'approved', since: noon }), []],
    [
      'it is about to come back',
      older({ kind: 'waiting', since: noon }, { countdown: countdown() }),
      ['rel_OLD'],
    ],
    [
      'it is unhealthy',
      older({ kind: 'soaking', since: noon }, { watch: watch(bad) }),
      ['rel_OLD'],
    ],
    ['it is not there yet', older({ kind: 'launching', since: noon }), ['rel_OLD']],
  ])('leaves another one alone when %s', (_, other, proven) => {
    expect(start([other], proven)).toMatchObject({ born: { carries: ['rel_PRE'] } });
  });

  it('does not start for a build that was called back, also before it turned round', () => {
    const recalled = line({
      recalled: [
        {
          release: 'rel_PRE',
          because: worded('Tom B. replaced it by board 1.43.0'),
          by: tom,
          end: 'replaced',
        },
      ],
    });
    expect(given(approved(), { line: recalled }).when(releaseStarted())).toMatchObject({
      kind: 'refused',
      code: 'already-decided',
    });
    expect(mayPress('start', { line: line(), release: approved(), at })).toBe(true);
    expect(mayPress('start', { line: recalled, release: approved(), at })).toBe(false);
  });

  it('remembers who asked for its pre-release, whoever starts it', () => {
    expect(start([], [])).toMatchObject({ born: { by: tom, owners: [priya] } });
    expect(start([], [], priya)).toMatchObject({ born: { by: priya, owners: [] } });
  });

  it('of an older build does not start by itself before the newest; a person may start it', () => {
    const newer = prerelease(
      { kind: 'approved', since: noon },
      { id: 'rel_NEW', build: build('1.43.0'), at: noon + minute },
    );
    expect(start([newer], [], null)).toMatchObject({
      kind: 'refused',
      code: 'not-now',
      because: { says: 'newerFirst', values: ['board'] },
    });
    expect(start([newer], [])).toMatchObject({ kind: 'moved' });
  });

  it('takes along those it carried: none of them expires before it has seen that', () => {
    const ttl = prerelease({ kind: 'waiting', since: noon }).plan.approvalTtlMs;
    const late = timePassed(noon + 2 * ttl);
    for (const phase of ['waiting', 'approved'] as const) {
      const one = approved({ phase: { kind: phase, since: noon } });
      const after = (carried: readonly string[]) =>
        given(one, { line: line({ carried }) }).when(late);
      expect(after([])).toMatchObject({ kind: 'moved' });
      expect(after(['rel_PRE'])).toMatchObject({ kind: 'measured-only' });
    }
  });

  it('that is rolled back brings all it carried home, and bars only its own build', () => {
    const moving = line({
      moving: { release: 'rel_ALL', carries: ['rel_PRE', 'rel_OLD'], migrating: true },
    });
    const one = release(migrating(), { carries: ['rel_PRE', 'rel_OLD'] });
    const decision = given(one, { line: moving }).when({
      kind: 'rollback-asked',
      at,
      by: tom,
      reason: 'errors',
    });
    expect(decision).toMatchObject({
      line: {
        blocked: [{ version: '1.42.0' }],
        recalled: [{ release: 'rel_OLD', end: 'stopped' }],
      },
    });
    if (decision.kind !== 'moved') return;
    expect(decision.line.blocked).toHaveLength(1);
    expect(
      look({ ...decision.line, moving: null }, older({ kind: 'approved', since: noon })),
    ).toMatchObject({
      release: { phase: { kind: 'rolling-back', end: 'stopped' } },
      line: { recalled: [] },
    });
  });

  it('never carries what is not proven, has ended, or is not a pre-release', () => {
    expect(
      counterexample(
        fc.property(
          lines,
          releases,
          fc.array(releases, { maxLength: 3 }),
          rosters,
          fc.subarray(['rel_PRE', 'rel_OTHER']),
          (where, one, others, staff, proven) => {
            const decision = given(one, { line: where, others }).when(
              releaseStarted({ roster: { ...staff, at }, carries: proven }),
            );
            if (decision.kind !== 'moved' || !decision.born) return true;
            const [first, ...along] = decision.born.carries;
            return (
              first === one.id &&
              along.every((id) => proven.includes(id) && goesAlong(others, proven).includes(id))
            );
          },
        ),
      ),
    ).toBeNull();
  });
});

describe('a canary beside a release that went live', () => {
  const live = build('1.42.5');
  const where = line({ live });

  it.each<Phase>([
    { kind: 'soaking', since: noon },
    { kind: 'waiting', since: noon },
    { kind: 'approved', since: noon },
  ])('in $kind soaks again when it contains what is live, and keeps its approvals', (phase) => {
    const decision = look(where, approved({ phase }), { commit: live.commit, contained: true });
    expect(decision).toMatchObject({
      release: {
        phase: { kind: 'soaking', since: at },
        target: live,
        watch: { creditedMs: 0 },
        approvals: [{ by: ana }, { by: tom }],
      },
    });
  });

  it('is replaced when it lacks what is live', () => {
    expect(look(where, approved(), { commit: live.commit, contained: false })).toMatchObject({
      release: {
        phase: {
          kind: 'rolling-back',
          end: 'replaced',
          because: { kind: 'went-live', name: 'board 1.42.5' },
        },
      },
    });
  });

  it('waits, and starts no release, until the repository has answered for this very build', () => {
    expect(look(where, approved())).toMatchObject({ kind: 'measured-only' });
    expect(look(where, approved(), { commit: 'another', contained: true })).toMatchObject({
      kind: 'measured-only',
    });
    const { when } = given(approved(), { line: where });
    expect(when(releaseStarted())).toMatchObject({ kind: 'refused', code: 'not-soaked' });
    expect(when(measured(at + minute))).toMatchObject({
      release: { watch: { creditedMs: approved().watch.creditedMs } },
    });
  });

  it('that went out with it is carried', () => {
    expect(look({ ...where, carried: ['rel_PRE'] }, approved())).toMatchObject({
      release: { phase: { kind: 'carried' } },
    });
  });

  it('that is only starting is given its time anew while the release moves', () => {
    const moving = line({ moving: { release: 'rel_ALL', carries: [], migrating: true } });
    expect(look(moving, prerelease({ kind: 'joining', since: noon }))).toMatchObject({
      kind: 'measured-only',
      release: { phase: { kind: 'joining', since: at } },
    });
  });
});
