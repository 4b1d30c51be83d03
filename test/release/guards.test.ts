import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/release/event.ts';
import { type Act, legalActs } from '../../src/release/guards.ts';
import { isOpen, type Release } from '../../src/release/release.ts';
import { transition } from '../../src/release/transition.ts';
import { build, minute, noon, plan } from '../support/samples.ts';
import { lines, releases } from './arbitrary.ts';

const at = noon + 253 * minute;
const eva = { id: 'U0EVA', name: 'Eva' };
const entitled = { at, teams: { whiteboard: [eva.id, 'U0ANA', 'U0TOM'], accounts: [eva.id, 'U0ANA', 'U0TOM'], 'on-call': [eva.id] } };

/** The event each act becomes when somebody who may do it does it now. */
function eventOf(act: Act, rev: number): Event {
  const said = { at, by: eva, reason: 'because' };
  switch (act) {
    case 'start-prerelease':
      return { kind: 'prerelease-requested', at, by: eva, id: 'rel_NEW', build: build('1.43.0'), plan, note: '', roster: entitled, imageFound: true };
    case 'stop':
      return { kind: 'stopped', ...said };
    case 'approve':
      return { kind: 'approved', at, by: eva, rev, roster: entitled };
    case 'decline':
      return { kind: 'declined', ...said, rev, roster: entitled };
    case 'start':
      return { kind: 'release-started', at, by: eva, id: 'rel_NEW', roster: entitled, imageFound: true, targetFound: true, capacity: 4 };
    case 'roll-back':
      return { kind: 'rollback-asked', ...said };
    case 'hold':
      return { kind: 'held', ...said, until: at + minute };
    case 'resume':
      return { kind: 'resumed', at, by: eva };
    case 'postpone':
      return { kind: 'postponed', at, by: eva, rev, roster: entitled };
    case 'retry':
      return { kind: 'retried', at, by: eva };
    case 'done-by-hand':
      return { kind: 'done-by-hand', ...said };
    case 'unlock':
      return { kind: 'unlocked', ...said };
  }
}

const acts: readonly Act[] = ['start-prerelease', 'stop', 'approve', 'decline', 'start', 'roll-back', 'hold', 'resume', 'postpone', 'retry', 'done-by-hand', 'unlock'];

/** Words that typed are taken although no button offers them: more yeses, a longer hold, and stopping what is stuck. */
function isTypedOnly(act: Act, release: Release | null, locked: boolean): boolean {
  const phase = release?.phase.kind;
  if (act === 'unlock') return locked && release !== null;
  if (act === 'start-prerelease') return release !== null;
  return (act === 'approve' && phase === 'approved') || (act === 'hold' && (release?.hold !== null || phase === 'stuck')) || (phase === 'stuck' && (act === 'stop' || act === 'resume'));
}

describe('the acts offered', () => {
  it('are exactly those that would be taken now from somebody entitled', () => {
    fc.assert(fc.property(lines, fc.option(releases, { nil: null }), (line, made) => {
      const where = { ...line, freeze: null };
      const waits = made?.countdown ? { ...made.countdown, deadline: at + minute } : null;
      const isCarried = made !== null && line.moving?.carries.includes(made.id) === true;
      const release = made && { ...made, approvals: made.approvals.map((given) => ({ ...given, at })), countdown: waits, watch: { ...made.watch, measuredAt: at }, hold: isCarried ? null : made.hold };
      fc.pre(!release || isOpen(release));
      const offered = legalActs(where, release);
      for (const act of acts) {
        const about = act === 'unlock' || act === 'start-prerelease' ? null : release;
        if (!about && act !== 'unlock' && act !== 'start-prerelease') continue;
        const taken = transition(where, about, release ? [release] : [], eventOf(act, release?.rev ?? 0)).kind !== 'refused';
        if (isTypedOnly(act, release, where.lock !== null) && !offered.includes(act)) continue;
        // Whether enough people said yes is shown beside the button, not by hiding it.
        if (act === 'start' && offered.includes(act)) continue;
        expect([act, offered.includes(act)]).toEqual([act, taken]);
      }
    }), { numRuns: 5_000 });
  });
});
