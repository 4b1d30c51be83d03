import type { Decision, Effect } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import type { Line } from '../state/line.ts';
import { moved, nameOf, refuse } from '../state/outcome.ts';
import { isOpen, type Release } from '../state/release.ts';
import { failuresIn, type TicketStage, type TicketWork } from './work.ts';

/** Which work on its tickets a release is due; null while it moves. */
export function ticketEffect(release: Release): Effect | null {
  const { phase, kind } = release;
  if (phase.kind === 'live')
    return { lane: 'tickets', kind: kind === 'return' ? 'tell-tickets' : 'finish-tickets' };
  if (phase.kind === 'rolled-back') return { lane: 'tickets', kind: 'tell-tickets' };
  return kind === 'prerelease' && isOpen(release) && phase.kind !== 'rolling-back'
    ? { lane: 'tickets', kind: 'plan-tickets' }
    : null;
}

type Kind = Extract<Effect, { lane: 'tickets' }>['kind'];

/** Which stage of the work an effect is. */
export const stageOf: Readonly<Record<Kind, TicketStage>> = {
  'plan-tickets': 'plan',
  'finish-tickets': 'live',
  'tell-tickets': 'back',
};

/** How much a person could have tried again now: what failed at the stage the release is at. */
export function retriable(release: Release, works: readonly TicketWork[]): number {
  const effect = ticketEffect(release);
  const work =
    effect?.lane === 'tickets'
      ? works.find((one) => one.release === release.id && one.stage === stageOf[effect.kind])
      : undefined;
  return work ? failuresIn(work) : 0;
}

/**
 * A person mended something in the tracker: what failed is tried again, and a plan is looked at
 * again.
 */
export function retryTickets(
  line: Line,
  release: Release,
  { failed }: Extract<PersonEvent, { kind: 'tickets-retried' }>,
): Decision {
  if (failed === 0) return refuse('nothing-to-do', 'noneFailed', nameOf(release));
  const effect = ticketEffect(release);
  return effect
    ? moved(line, release, { effects: [effect] })
    : refuse('not-now', 'ticketsWait', nameOf(release));
}
