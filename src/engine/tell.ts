import type { Claim, Clock, Ledger } from '../ports.ts';
import type { Decision } from '../release/decision.ts';
import type { Event } from '../release/event.ts';
import { transition } from '../release/transition.ts';
import { wishesOf } from './wishes.ts';

/** Says what happened. `delivery` makes it count once; `claim` makes it count only while the work is still lent to the caller. */
export type Tell = (about: { readonly service: string; readonly release: string | null; readonly delivery?: string; readonly claim?: Claim }, event: Event) => Promise<Decision>;

/** The only door to `transition`: one transaction takes the event, the states, the effects and the wakes, or nothing. */
export function makeTell({ ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock }): Tell {
  return (about, event) => {
    let unlocked: string | null = null;
    return ledger.decide(
      { ...about, event },
      (line, release, others) => {
        unlocked = event.kind === 'unlocked' ? (line.lock?.release ?? null) : null;
        return transition(line, release, others, event);
      },
      (decision) => wishesOf(decision, clock.now(), unlocked),
    );
  };
}
