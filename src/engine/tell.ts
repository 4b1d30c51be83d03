import type { Claim, Ledger } from '../ports/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Decision } from '../release/state/decision.ts';
import type { Event } from '../release/state/event.ts';
import type { Line } from '../release/state/line.ts';
import { transition } from '../release/transition.ts';
import { wakeUpsOf } from './wake-ups.ts';

/**
 * Says what happened. `delivery` makes it count once; `claim` makes it count only while the work is
 * still lent to the caller.
 */
export type Tell = (
  about: {
    readonly service: string;
    readonly release: string | null;
    readonly delivery?: string;
    readonly claim?: Claim;
  },
  event: Event,
) => Promise<Decision>;

/**
 * The only door to `transition`: one transaction takes the event, the states, the effects and the
 * wakes, or nothing. `at` is called at named points.
 */
export function makeTell({
  ledger,
  clock,
  at = () => undefined,
}: {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly at?: (point: string) => void;
}): Tell {
  return async (about, event) => {
    let before: Line | null = null;
    const decision = await ledger.decide(
      { ...about, event },
      (line, release, others) => {
        before = line;
        const judged = transition(line, release, others, event);
        at(`tell before write ${turnOf(judged)}`);
        return judged;
      },
      (judged) => wakeUpsOf(judged, clock.now(), before),
    );
    at(`tell after write ${turnOf(decision)}`);
    return decision;
  };
}

/** What a decision turns a release into, in one word: its phase, or the call for people. */
function turnOf(decision: Decision): string {
  if (decision.kind !== 'moved') return decision.kind;
  if (decision.effects.some(({ kind }) => kind === 'page')) return 'page';
  return (decision.born ?? decision.release)?.phase.kind ?? 'line';
}
