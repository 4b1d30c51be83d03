import { newWork, type TicketOutcome, type TicketWork } from '../../src/release/tickets/work.ts';
import { minute, noon } from './noon.ts';

/** Tickets BRD-1, BRD-2 … that came to these outcomes. */
export function ticketWork(
  stage: TicketWork['stage'],
  outcomes: readonly TicketOutcome[],
  more: Partial<TicketWork> = {},
): TicketWork {
  const begun = newWork(
    {
      release: stage === 'plan' ? 'rel_PRE' : 'rel_ALL',
      stage,
      done: 'Done',
      version: 'board 1.42.0',
      since: noon,
    },
    outcomes.map((_, i) => `BRD-${i + 1}`),
  );
  const tickets = begun.tickets.map((ticket, i) => ({
    ...ticket,
    title: `Saved carts, part ${i + 1}`,
    status: ['moved', 'already'].includes(outcomes[i]?.kind ?? '') ? 'Done' : 'In Review',
    outcome: outcomes[i] ?? { kind: 'open' as const },
  }));
  return {
    ...begun,
    tickets,
    versions: begun.versions.map((version) => ({ ...version, outcome: { kind: 'released' } })),
    endedAt: noon + minute,
    ...more,
  };
}
