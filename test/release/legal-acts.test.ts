import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, acts } from '../../src/release/state/act.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Event } from '../../src/release/state/event.ts';
import { mayPress, refusalOf } from '../../src/release/legal-acts.ts';
import { noLineage } from '../../src/changes/lineage.ts';
import type { Person } from '../../src/release/state/people.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import { transition } from '../../src/release/transition.ts';
import { build, line, plan, prerelease } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { signedOff } from '../support/release-parts.ts';
import { counterexample } from './arbitrary.ts';
import { daily, somewhere, type Where } from './moments.ts';

const eva = { id: 'U0EVA', name: 'Eva' };
const approvers = [eva.id, 'U0ANA', 'U0TOM', 'U0PRIYA'];

/** What an act is about, besides the release: where it was said, and when. */
type Said = { readonly at: number; readonly rev: number; readonly build: Build };

/** The event each act becomes when somebody who may do it does it now. */
function eventOf(act: Act | 'start-by-itself', { at, rev, build }: Said, approver: Person): Event {
  const entitled = {
    at,
    teams: { whiteboard: approvers, accounts: approvers, 'on-call': [eva.id] },
  };
  const said = { at, by: eva, reason: 'because' };
  switch (act) {
    case 'start-prerelease':
      return {
        kind: 'prerelease-requested',
        at,
        by: eva,
        id: 'rel_NEW',
        build,
        plan,
        note: '',
        roster: entitled,
        imageFound: true,
        among: 'beside',
        lineage: noLineage,
      };
    case 'stop':
      return { kind: 'stopped', ...said };
    case 'approve':
      return { kind: 'approved', at, by: eva, rev, roster: entitled };
    case 'decline':
      return { kind: 'declined', ...said, rev, roster: entitled };
    case 'accept':
      return { kind: 'proof-waived', ...said, rev, roster: entitled };
    case 'undo':
      return { kind: 'approval-undone', at, by: approver };
    case 'cancel':
      return { kind: 'cancelled', ...said };
    case 'start':
    case 'start-by-itself':
      return {
        kind: 'release-started',
        at,
        by: act === 'start' ? eva : null,
        id: 'rel_NEW',
        roster: entitled,
        imageFound: true,
        targetFound: true,
        capacity: 4,
        carries: [],
      };
    case 'roll-back':
      return { kind: 'rollback-asked', ...said };
    case 'hold':
      return { kind: 'held', ...said, until: at + minute };
    case 'resume':
      return { kind: 'resumed', at, by: eva };
    case 'own':
      return { kind: 'owned', at, by: eva, roster: entitled };
    case 'slower':
    case 'faster':
      return { kind: 'paced', at, by: eva, to: act };
    case 'postpone':
      return { kind: 'postponed', at, by: eva, rev, roster: entitled };
    case 'retry':
      return { kind: 'retried', at, by: eva };
    case 'answer':
      return { kind: 'answered', at, by: eva };
    case 'done-by-hand':
      return { kind: 'done-by-hand', ...said };
    case 'unlock':
      return { kind: 'unlocked', ...said };
  }
}

/**
 * Words that typed are taken although no button offers them: more yeses, a longer hold, stopping
 * what is stuck, rolling back a healthy canary, and what concerns the line while a release is the
 * subject.
 */
function isTypedOnly(act: Act, release: Release | null): boolean {
  const phase = release?.phase.kind;
  if (act === 'unlock') return release !== null && isOpen(release);
  if (act === 'start-prerelease') return release !== null;
  if (act === 'roll-back' && release?.kind === 'prerelease' && phase !== 'stuck') {
    const { countdown, escalation, watch } = release;
    const isCalled = escalation !== null && escalation.ended === null && isOpen(release);
    const isBad = watch.verdict?.kind === 'unhealthy' || watch.undecidedTold;
    return countdown === null && !isCalled && !isBad;
  }
  return (
    (act === 'approve' && phase === 'approved') ||
    (act === 'hold' && release !== null && (release.hold !== null || phase === 'stuck')) ||
    (phase === 'stuck' && (act === 'stop' || act === 'resume'))
  );
}

/** Whether `transition` takes it from somebody entitled, where all that is looked up is well. */
function isTaken(
  act: Act | 'start-by-itself',
  { line, release, build, at, others = [] }: Where,
): boolean {
  const isAboutLine = act === 'unlock' || act === 'start-prerelease';
  if (!release && !isAboutLine) return false;
  const event = eventOf(
    act,
    { at, rev: release?.rev ?? 0, build },
    release?.approvals[0]?.by ?? eva,
  );
  const open = release && isOpen(release) ? [release, ...others] : others;
  const decision = isAboutLine
    ? transition(line, null, open, event)
    : transition(line, release, others, event);
  return decision.kind !== 'refused';
}

describe('what may be done now', () => {
  it('is, in every state and at every time, exactly what would be taken', () => {
    const asked = [...acts, 'start-by-itself'] as const;
    const seen = new Map<string, Set<boolean>>(asked.map((act) => [act, new Set()]));
    expect(
      counterexample(
        fc.property(somewhere, (moment) => {
          const taken = new Set(asked.filter((act) => isTaken(act, moment)));
          for (const act of asked) seen.get(act)?.add(taken.has(act));
          const offered = acts.filter((act) => mayPress(act, moment));
          const wrong = asked.filter((act) => (refusalOf(act, moment) === null) !== taken.has(act));
          const wrongButtons = acts.filter(
            (act) =>
              offered.includes(act) !== (taken.has(act) && !isTypedOnly(act, moment.release)),
          );
          if (wrong.length + wrongButtons.length > 0)
            throw new Error(`decided: ${wrong.join(', ')}; on buttons: ${wrongButtons.join(', ')}`);
        }),
        5_000,
      ),
    ).toBeNull();
    // A property that met an act only one way would have proved nothing of it.
    expect([...seen].filter(([, ways]) => ways.size < 2).map(([act]) => act)).toEqual([]);
  });
});

describe('the clock decides as well', () => {
  const at = noon + 253 * minute;
  const approved = prerelease({ kind: 'approved', since: at - minute }, { approvals: signedOff });
  const well = { ...approved, watch: { ...approved.watch, measuredAt: at } };
  const frozen = line({
    freeze: { since: noon, until: at, reason: 'holiday', by: tom, asks: [] },
  });

  it('a freeze that is over stops nobody, one that lasts stops everybody', () => {
    const moment = { line: frozen, release: well, at };
    expect(refusalOf('start', moment)).toBeNull();
    expect(refusalOf('start', { ...moment, at: at - 1 })?.code).toBe('frozen');
    const first = { line: frozen, release: null, build: build('1.43.0'), at };
    expect(mayPress('start-prerelease', first)).toBe(true);
    expect(mayPress('start-prerelease', { ...first, at: at - 1 })).toBe(false);
  });

  it('what waits for its slot goes out by itself then, and before when a person starts it', () => {
    const slot = Date.UTC(2026, 10, 20, 17, 0, 0);
    const waits = { ...well, plan: { ...plan, daily: { ...daily, minute: 17 * 60 } } };
    const moment = { line: line(), release: waits, at };
    expect(refusalOf('start', moment)).toBeNull();
    expect(refusalOf('start-by-itself', moment)?.because.says).toBe('waitsForSlot');
    const then = { ...waits, watch: { ...waits.watch, measuredAt: slot } };
    expect(refusalOf('start-by-itself', { ...moment, release: then, at: slot })).toBeNull();
  });

  it('nothing starts on what was measured long ago, or on words that are too old', () => {
    const later = at + 10 * minute;
    expect(refusalOf('start', { line: line(), release: well, at: later })?.code).toBe('undecided');
    const old = at + plan.approvalTtlMs;
    const measured = { ...well, watch: { ...well.watch, measuredAt: old } };
    expect(refusalOf('start', { line: line(), release: measured, at: old })?.code).toBe(
      'not-approved',
    );
  });

  it('a build that served before waits for no start: a rollback leads there', () => {
    const served = line({ live: build('1.42.0'), lastGood: [build('1.41.0')] });
    const moment = { line: served, release: null, build: build('1.41.0'), at };
    expect(refusalOf('start-prerelease', moment)?.because).toEqual({
      says: 'servedBefore',
      values: ['1.41.0', '1.42.0', 'board'],
    });
  });
});
