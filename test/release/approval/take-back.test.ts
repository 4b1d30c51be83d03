import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedOff } from '../../../src/release/approval/sign-off.ts';
import { isOpen, type Release } from '../../../src/release/state/release.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import { isBeforeUsers } from '../../../src/release/approval/take-back.ts';
import { line, prerelease, release } from '../../support/a-release.ts';
import { given } from '../../support/given.ts';
import { noon, readyAt } from '../../support/noon.ts';
import { ana, priya, tom, people } from '../../support/people.ts';
import { migrating, rollingBack } from '../../support/phases.ts';
import { signedOff, yes } from '../../support/release-parts.ts';
import { counterexample } from '../arbitrary.ts';
import { lines, releases } from '../arbitrary-releases.ts';

const at = readyAt;
const approved = (more: Partial<Release> = {}) =>
  prerelease({ kind: 'approved', since: noon }, { approvals: signedOff, ...more });
const undo = (one: Release, by = ana, where = line()) =>
  given(one, { line: where }).when({ kind: 'approval-undone', at, by });
const cancel = (one: Release) =>
  given(one).when({ kind: 'cancelled', at, by: priya, reason: 'not on a Friday' });

describe('an approval taken back', () => {
  it('opens the question again, and leaves what others said', () => {
    expect(undo(approved())).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'waiting' }, approvals: [{ by: tom }], rev: approved().rev + 1 },
    });
  });

  it('leaves a build approved that has enough without it', () => {
    const spare = approved({ approvals: [...signedOff, yes(tom, 'whiteboard')] });
    expect(undo(spare)).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'approved' }, approvals: [{ by: tom }, { by: tom }] },
    });
  });

  it.each([
    ['somebody else gave it', approved(), priya, line(), 'nothing-to-do'],
    [
      'its release has started',
      approved(),
      ana,
      line({ moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: false } }),
      'too-late',
    ],
    ['it went with a release', release(migrating()), ana, line(), 'too-late'],
    ['nobody is asked yet', prerelease({ kind: 'launching', since: noon }), ana, line(), 'not-now'],
  ])('is refused when %s', (_, one, by, where, code) => {
    expect(undo(one, by, where)).toMatchObject({ kind: 'refused', code });
  });

  it('takes away the words of one person, and nothing stays approved without enough others', () => {
    expect(
      counterexample(
        fc.property(lines, releases, fc.constantFrom(...people), (where, one, by) => {
          const decision = undo(one, by, where);
          if (decision.kind !== 'moved' || !decision.release) return true;
          const { approvals, phase } = decision.release;
          const kept = one.approvals.filter((word) => word.by.id !== by.id);
          return (
            approvals.length === kept.length &&
            approvals.every((word, i) => word === kept[i]) &&
            (phase.kind !== 'approved' || isSignedOff(decision.release, at, null))
          );
        }),
      ),
    ).toBeNull();
  });
});

describe('a release cancelled', () => {
  it.each<Phase>([
    { kind: 'requested', since: noon },
    { kind: 'launching', since: noon },
    { kind: 'verifying', since: noon },
  ])('while $kind leaves the line open and bars nothing', (phase) => {
    expect(cancel(release(phase))).toMatchObject({
      kind: 'moved',
      line: { lock: null, blocked: [] },
      release: { phase: { kind: 'rolling-back', end: 'cancelled', by: priya } },
    });
  });

  it.each([
    ['users have begun to move', release(migrating()), 'too-late'],
    [
      'it is the way back',
      release({ kind: 'launching', since: noon }, { kind: 'return', carries: [] }),
      'not-now',
    ],
    ['it is a pre-release', approved(), 'not-now'],
    ['it rolls back already', release(rollingBack()), 'nothing-to-do'],
  ])('is refused when %s', (_, one, code) => {
    expect(cancel(one)).toMatchObject({ kind: 'refused', code });
  });

  it('is never one whose users moved, and never bars or locks', () => {
    expect(
      counterexample(
        fc.property(lines, releases, (where, one) => {
          const decision = given(one, { line: where }).when({
            kind: 'cancelled',
            at,
            by: ana,
            reason: 'because',
          });
          if (decision.kind !== 'moved') return true;
          return (
            isOpen(one) &&
            (isBeforeUsers(one) || one.phase.kind === 'queued') &&
            decision.line.lock === where.lock &&
            decision.line.blocked === where.blocked
          );
        }),
      ),
    ).toBeNull();
  });
});
