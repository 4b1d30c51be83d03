import {
  type Approval,
  type Countdown,
  unwatched,
  type Watch,
} from '../../src/release/state/release.ts';
import type { Escalation } from '../../src/release/state/remembered.ts';
import type { Reading } from '../../src/release/state/reading.ts';
import { judge } from '../../src/release/health/judge.ts';
import type { Person } from '../../src/release/state/people.ts';
import { minute, noon, readyAt } from './noon.ts';
import { ana, tom } from './people.ts';
import { worded } from '../../src/release/state/worded.ts';

/** What the watcher knows after these readings, near the end of the soak. */
export function watch(readings: readonly Reading[], more: Partial<Watch> = {}): Watch {
  return {
    ...unwatched,
    measuredAt: noon + 30 * minute,
    creditedMs: 228 * minute,
    verdict: judge(readings),
    readings,
    ...more,
  };
}

/** Nothing was measured yet. */
export const unmeasured: Watch = unwatched;

/** A yes to the sample pre-release, given when it had soaked. */
export function yes(by: Person, team: string, more: Partial<Approval> = {}): Approval {
  return { by, team, at: readyAt - minute, image: 'ami-1.42.0', plan: 'plan1', ...more };
}

/** A yes of each team that the sample plan asks. */
export const signedOff: readonly Approval[] = [yes(ana, 'whiteboard'), yes(tom, 'accounts')];

/** The page before a rollback, two minutes long. */
export function countdown(more: Partial<Countdown> = {}): Countdown {
  return {
    number: 1,
    since: noon,
    deadline: noon + 2 * minute,
    because: worded('new errors 24, max 0'),
    postponements: [],
    ...more,
  };
}

/** People were called at noon, and nobody has answered. */
export function call(more: Partial<Escalation> = {}): Escalation {
  return {
    number: 1,
    since: noon,
    page: {
      key: 'board:rel_PRE',
      summary: worded('board 1.42.0 rolls back by itself unless postponed: new errors 24, max 0'),
      severity: 'critical',
    },
    againAt: null,
    ended: null,
    ...more,
  };
}
