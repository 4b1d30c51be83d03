import type { Act } from './state/act.ts';
import type { Event } from './state/event.ts';
import type { Line } from './state/line.ts';
import type { Person, Roster } from './state/people.ts';
import type { Release } from './state/release.ts';
import { askingAll } from './approval/teams-asked.ts';

/** Who may do everything and has done nothing yet: what they are refused, everybody is refused. */
const anybody: Person = { id: 'anybody', name: 'anybody' };

const shortHoldMs = 60_000;

const withReason = {
  stop: 'stopped',
  cancel: 'cancelled',
  'roll-back': 'rollback-asked',
  'done-by-hand': 'done-by-hand',
  unlock: 'unlocked',
} as const;

const answers = {
  approve: 'approved',
  postpone: 'postponed',
  decline: 'declined',
  accept: 'proof-waived',
} as const;

const withoutReason = { resume: 'resumed', retry: 'retried', answer: 'answered' } as const;

/**
 * The event that an act becomes when somebody entitled does it at this moment and everything that
 * has to be looked up turns out well. What the core still refuses cannot be done now.
 */
export function idealEvent(
  act: Exclude<Act, 'start-prerelease'> | 'start-by-itself',
  line: Line,
  release: Release | null,
  at: number,
): Event {
  const said = { at, by: anybody, reason: '' };
  const rev = release?.rev ?? 0;
  const roster = everybody(line, release, at);
  switch (act) {
    case 'stop':
    case 'cancel':
    case 'roll-back':
    case 'done-by-hand':
    case 'unlock':
      return { kind: withReason[act], ...said };
    case 'resume':
    case 'retry':
    case 'answer':
      return { kind: withoutReason[act], at, by: anybody };
    case 'approve':
    case 'postpone':
      return { kind: answers[act], at, by: anybody, rev, roster };
    case 'decline':
    case 'accept':
      return { kind: answers[act], ...said, rev, roster };
    case 'undo':
      // A yes is taken back by whoever gave it.
      return { kind: 'approval-undone', at, by: release?.approvals[0]?.by ?? anybody };
    case 'start':
    case 'start-by-itself':
      return {
        kind: 'release-started',
        at,
        by: act === 'start' ? anybody : null,
        id: '',
        roster,
        imageFound: true,
        targetFound: true,
        capacity: 1,
        carries: [],
      };
    case 'hold':
      return { kind: 'held', ...said, until: at + shortHoldMs };
    case 'slower':
    case 'faster':
      return { kind: 'paced', at, by: anybody, to: act };
    case 'own':
      return { kind: 'owned', at, by: anybody, roster };
  }
}

/** Everybody who said yes still may, and so may whoever speaks now, for every team. */
function everybody(line: Line, release: Release | null, at: number): Roster {
  const given = release?.approvals ?? [];
  const asked = release ? askingAll(line, release).plan.signOff : [];
  const teams = [...asked, ...given].map(({ team }) => team);
  const ids = [anybody.id, ...given.map(({ by }) => by.id)];
  return { at, teams: Object.fromEntries([...teams, 'on-call'].map((team) => [team, ids])) };
}
