import { isOpen } from '../../src/release/state/release.ts';
import type { Decided, Oracle } from './oracle.ts';

/** Davy goes round once a minute, and when something is due; so much may be lost on the way. */
const slackMs = 75_000;
/** Who holds a release hears so long before the end, or after two thirds of a short hold. */
const warningMs = 5 * 60_000;

/** What somebody will be reminded of, and from when on until when. */
type Waits = {
  readonly thing: 'hold-ends' | 'postponed';
  readonly since: number;
  readonly dueAt: number;
  readonly until: number;
};

/**
 * Invariant 29: who holds a release is told before the hold ends, and who postponed a rollback is
 * asked why while it is postponed. The round in which people are reminded needs nobody to move.
 */
export function watchReminded(oracle: Oracle) {
  const waiting = new Map<string, Waits>();
  const over: (Waits & { readonly id: string })[] = [];

  /** Counted from what was said; what nobody waits for any more is forgotten. */
  function decided({ about, event, decision }: Decided): void {
    const id = about.release;
    if (id === null || decision.kind !== 'moved') return;
    const after = decision.release;
    if (event.kind === 'held') {
      const [since, until] = [event.at, event.until];
      const dueAt = until - Math.min(warningMs, (until - since) / 3);
      waiting.set(id, { thing: 'hold-ends', since, dueAt, until });
    } else if (event.kind === 'postponed') {
      const until = after?.countdown?.deadline ?? event.at;
      const dueAt = (event.at + until) / 2;
      waiting.set(id, { thing: 'postponed', since: event.at, dueAt, until });
    }
    const thing = waiting.get(id)?.thing;
    const isOver = !after || !isOpen(after) || after.phase.kind === 'rolling-back';
    const isPast = isOver || (thing === 'hold-ends' ? !after.hold : !after.countdown);
    if (isPast) ended(id);
  }

  /** Whoever ends it early waits for nothing; by itself it ends when it was to. */
  function ended(id: string): void {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one && oracle.now() >= one.until) over.push({ id, ...one });
  }

  function check(isExcused: (since: number) => boolean): void {
    for (const { id, thing, since, dueAt, until } of over.splice(0)) {
      // Too short to be sure that a round came between.
      if (until - dueAt < slackMs || isExcused(dueAt)) continue;
      const all = oracle.known.get(id)?.release.reminders ?? [];
      if (!all.some((one) => one.thing === thing && one.since === since))
        oracle.broken(29, `nobody was reminded of ${thing} of ${id} since ${since}`);
    }
  }

  return { decided, check };
}
