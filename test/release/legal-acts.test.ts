import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/release/state/event.ts';
import { type Act, legalActs } from '../../src/release/legal-acts.ts';
import type { Person } from '../../src/release/state/people.ts';
import { noLineage } from '../../src/changes/lineage.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import { transition } from '../../src/release/transition.ts';
import { build, minute, noon, plan } from '../support/samples.ts';
import { counterexample, lines, releases } from './arbitrary.ts';

const at = noon + 253 * minute;
const eva = { id: 'U0EVA', name: 'Eva' };
const entitled = {
  at,
  teams: {
    whiteboard: [eva.id, 'U0ANA', 'U0TOM'],
    accounts: [eva.id, 'U0ANA', 'U0TOM'],
    'on-call': [eva.id],
  },
};

/** The event each act becomes when somebody who may do it does it now. */
function eventOf(act: Act, rev: number, approver: Person): Event {
  const said = { at, by: eva, reason: 'because' };
  switch (act) {
    case 'start-prerelease':
      return {
        kind: 'prerelease-requested',
        at,
        by: eva,
        id: 'rel_NEW',
        build: build('1.43.0'),
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
    case 'undo':
      return { kind: 'approval-undone', at, by: approver };
    case 'cancel':
      return { kind: 'cancelled', ...said };
    case 'start':
      return {
        kind: 'release-started',
        at,
        by: eva,
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

const acts: readonly Act[] = [
  'start-prerelease',
  'stop',
  'approve',
  'decline',
  'undo',
  'start',
  'cancel',
  'roll-back',
  'hold',
  'resume',
  'slower',
  'faster',
  'postpone',
  'retry',
  'done-by-hand',
  'own',
  'answer',
  'unlock',
];

/**
 * Words that typed are taken although no button offers them: more yeses, a longer hold, and
 * stopping what is stuck.
 */
function isTypedOnly(act: Act, release: Release | null, locked: boolean): boolean {
  const phase = release?.phase.kind;
  if (act === 'unlock') return locked && release !== null;
  if (act === 'start-prerelease') return release !== null;
  return (
    (act === 'approve' && phase === 'approved') ||
    (act === 'hold' && (release?.hold !== null || phase === 'stuck')) ||
    (phase === 'stuck' && (act === 'stop' || act === 'resume'))
  );
}

describe('the acts offered', () => {
  it('are exactly those that would be taken now from somebody entitled', () => {
    expect(
      counterexample(
        fc.property(lines, fc.option(releases, { nil: null }), (line, made) => {
          const where = { ...line, freeze: null };
          const release = made && asItIsNow(made, where.moving?.carries.includes(made.id) === true);
          fc.pre(!release || isOpen(release));
          const offered = legalActs(where, release);
          const wrong = acts.filter((act) => {
            const aboutLine = act === 'unlock' || act === 'start-prerelease';
            if (!release && !aboutLine) return false;
            const taken =
              transition(
                where,
                aboutLine ? null : release,
                release ? [release] : [],
                eventOf(act, release?.rev ?? 0, release?.approvals[0]?.by ?? eva),
              ).kind !== 'refused';
            if (!offered.includes(act) && isTypedOnly(act, release, where.lock !== null))
              return false;
            // Whether enough people said yes is shown beside the button, not by hiding it.
            if (act === 'start' && offered.includes(act)) return false;
            return offered.includes(act) !== taken;
          });
          if (wrong.length > 0)
            throw new Error(`${wrong.join(', ')}; offered are ${offered.join(', ')}`);
        }),
        5_000,
      ),
    ).toBeNull();
  });
});

function asItIsNow(made: Release, isCarried: boolean): Release {
  const countdown = made.countdown && { ...made.countdown, deadline: at + minute };
  return {
    ...made,
    countdown,
    approvals: made.approvals.map((given) => ({ ...given, at })),
    watch: { ...made.watch, measuredAt: at },
    hold: isCarried ? null : made.hold,
  };
}
