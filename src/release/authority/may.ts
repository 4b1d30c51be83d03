import type { Act } from '../state/act.ts';
import type { Event } from '../state/event.ts';
import type { Person } from '../state/people.ts';
import { rosterAgeMaxMs } from '../state/people.ts';
import type { Hold } from '../state/release.ts';
import type { Power, Rights } from '../state/standing.ts';

/**
 * Who may by one of these: approvers of any team of the service, whoever is on call, whoever is
 * called when nobody answers, whoever set the hold, any member of the workspace, or people and
 * groups by their ids. Guests and people from elsewhere may nothing, whatever is granted.
 */
export type May = Readonly<Record<Power, readonly string[]>>;

const ours = ['teams', 'on-call'] as const;

/** What holds where davy.yml says nothing: what may hurt is for those who answer for it. */
export const mayByDefault: May = {
  prerelease: ['anyone'],
  hold: ['anyone'],
  'roll-back': ['anyone'],
  start: ours,
  cancel: ours,
  resume: ['holder', ...ours],
  faster: ours,
  unlock: ours,
  retry: ours,
  'done-by-hand': ours,
  answer: [...ours, 'second'],
  freeze: ['teams'],
  // Besides those whom a job itself names.
  run: [],
};

/** The power that an event needs; null where its own rule says who may, or any member may. */
export function powerFor(event: Event): Power | null {
  switch (event.kind) {
    case 'prerelease-requested':
      return 'prerelease';
    case 'release-started':
      return event.by === null ? null : 'start';
    case 'cancelled':
      return 'cancel';
    case 'held':
      return 'hold';
    case 'resumed':
      return 'resume';
    case 'paced':
      return event.to === 'faster' ? 'faster' : 'hold';
    case 'unlocked':
      return 'unlock';
    case 'retried':
      return 'retry';
    case 'done-by-hand':
      return 'done-by-hand';
    case 'stopped':
    case 'rollback-asked':
    case 'return-started':
      return 'roll-back';
    case 'answered':
    case 'postponement-explained':
      return 'answer';
    case 'frozen':
      return 'freeze';
    case 'unfrozen':
      return event.by === null ? null : 'freeze';
    default:
      return null;
  }
}

/** The same for an act that a button offers. */
export const powerOf: Partial<Readonly<Record<Act, Power>>> = {
  'start-prerelease': 'prerelease',
  stop: 'roll-back',
  'roll-back': 'roll-back',
  start: 'start',
  cancel: 'cancel',
  hold: 'hold',
  slower: 'hold',
  resume: 'resume',
  faster: 'faster',
  retry: 'retry',
  'done-by-hand': 'done-by-hand',
  answer: 'answer',
  unlock: 'unlock',
};

/** Why somebody may not; `unknown`: nobody can tell who they are. */
export type MayNot = 'outside' | 'unknown' | 'not-granted';

/**
 * Why this person may not use this power now; null where they may. A rollback is stopped by
 * nobody's silence: who is not known to be from outside may always go back.
 */
export function whyNot(
  power: Power,
  by: Pick<Person, 'id'>,
  standing: Rights,
  { at, hold }: { readonly at: number; readonly hold: Hold | null },
): MayNot | null {
  const { may, as } = standing;
  const is = at - standing.at > rosterAgeMaxMs && power !== 'roll-back' ? 'unknown' : standing.is;
  if (is === 'outside') return 'outside';
  // Davy's own machine is the way out when all else fails.
  if (is === 'at-terminal' && (power === 'roll-back' || power === 'hold')) return null;
  if (may.includes('holder') && hold?.by.id === by.id) return null;
  if (is === 'unknown') return power === 'roll-back' ? null : 'unknown';
  const isMember = is === 'member' || is === 'at-terminal';
  const granted = may.some((one) => (one === 'anyone' ? isMember : as.includes(one)));
  return granted ? null : 'not-granted';
}
