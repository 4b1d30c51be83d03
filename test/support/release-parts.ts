import {
  type Approval,
  type Countdown,
  unwatched,
  type Watch,
} from '../../src/release/state/release.ts';
import type { Escalation } from '../../src/release/state/remembered.ts';
import type { Reading } from '../../src/release/state/reading.ts';
import { judge } from '../../src/release/health/judge.ts';
import { minute, noon } from './noon.ts';

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

export function yes(by: Approval['by'], team: string): Approval {
  return { by, team, at: noon + 252 * minute, image: 'ami-1.42.0', plan: 'plan1' };
}

export function countdown(more: Partial<Countdown> = {}): Countdown {
  return {
    number: 1,
    since: noon,
    deadline: noon + 2 * minute,
    because: 'new errors 24, max 0',
    postponements: [],
    ...more,
  };
}

export function call(more: Partial<Escalation> = {}): Escalation {
  return {
    number: 1,
    since: noon,
    page: {
      key: 'board:rel_PRE',
      summary: 'board 1.42.0 rolls back by itself unless postponed: new errors 24, max 0',
      severity: 'critical',
    },
    againAt: null,
    ended: null,
    ...more,
  };
}
