import type { Ticket } from './ticket.ts';
import type { TicketTrouble } from './trouble.ts';

/**
 * What is done with the tickets of a release: looked at before, finished when everybody has it,
 * told when it was taken back.
 */
export type TicketStage = 'plan' | 'live' | 'back';

/** What came of one ticket. */
export type TicketOutcome =
  | { readonly kind: 'open' }
  /** It would move when the build is live. */
  | { readonly kind: 'ready' }
  /** Davy moved it. */
  | { readonly kind: 'moved' }
  /** It was done before Davy came. */
  | { readonly kind: 'already' }
  /** Only a comment was due. */
  | { readonly kind: 'told' }
  | { readonly kind: 'failed'; readonly why: readonly TicketTrouble[] };

/** One ticket of a release. */
export type TicketState = {
  readonly key: string;
  readonly title: string | null;
  readonly status: string | null;
  /** Davy ordered its move: found done later, it was Davy's doing. */
  readonly ordered: boolean;
  /** An order left at that real time and no answer is known: it may still arrive. */
  readonly unsureSince: number | null;
  /** How often the tracker failed on it while it answered others. */
  readonly faults: number;
  readonly outcome: TicketOutcome;
};

/** A fix version in one project. */
export type VersionState = {
  readonly project: string;
  readonly outcome:
    | { readonly kind: 'open' | 'there' | 'released' }
    | { readonly kind: 'failed'; readonly why: readonly TicketTrouble[] };
};

/** Everything Davy does with the tickets of one release at one stage. Times are clock ms. */
export type TicketWork = {
  readonly release: string;
  readonly stage: TicketStage;
  /** The status that means done, and the fix version, as they were configured when it began. */
  readonly done: string;
  readonly version: string | null;
  readonly tickets: readonly TicketState[];
  readonly versions: readonly VersionState[];
  readonly since: number;
  readonly endedAt: number | null;
  /** The tracker has not answered since then; people are told once. */
  readonly silentSince: number | null;
  readonly silenceTold: boolean;
};

/** Nothing done yet. */
export function newWork(
  about: Pick<TicketWork, 'release' | 'stage' | 'done' | 'version' | 'since'>,
  keys: readonly string[],
): TicketWork {
  const projects =
    about.stage === 'live' && about.version !== null ? [...new Set(keys.map(projectOf))] : [];
  return {
    ...about,
    endedAt: null,
    silentSince: null,
    silenceTold: false,
    tickets: keys.map((key) => ({
      key,
      title: null,
      status: null,
      ordered: false,
      unsureSince: null,
      faults: 0,
      outcome: { kind: 'open' },
    })),
    versions: projects.map((project) => ({ project, outcome: { kind: 'open' } })),
  };
}

/** The same work once more, for what failed; a plan is looked at as a whole. */
export function again(work: TicketWork, now: number): TicketWork {
  const open = { kind: 'open' } as const;
  return {
    ...work,
    since: now,
    endedAt: null,
    tickets: work.tickets.map((ticket) =>
      work.stage === 'plan' || ticket.outcome.kind === 'failed'
        ? { ...ticket, faults: 0, outcome: open }
        : ticket,
    ),
    versions: work.versions.map((version) =>
      version.outcome.kind === 'failed' ? { ...version, outcome: open } : version,
    ),
  };
}

/** How many tickets came to what. */
export function countsOf({ tickets }: TicketWork): Readonly<Record<TicketOutcome['kind'], number>> {
  const counts = { open: 0, ready: 0, moved: 0, already: 0, told: 0, failed: 0 };
  for (const { outcome } of tickets) counts[outcome.kind] += 1;
  return counts;
}

/** The tickets that counted as done under another status, and stayed there. */
export function doneOtherwise({ tickets, done }: TicketWork): readonly TicketState[] {
  return tickets.filter(
    ({ outcome, status }) => outcome.kind === 'already' && status !== null && !same(status, done),
  );
}

/** How much of it failed for good: tickets and fix versions; none while it is still worked on. */
export function failuresIn(work: TicketWork): number {
  return work.endedAt === null
    ? 0
    : countsOf(work).failed +
        work.versions.filter(({ outcome }) => outcome.kind === 'failed').length;
}

/** The project a key belongs to. */
export function projectOf(key: string): string {
  return key.slice(0, key.lastIndexOf('-'));
}

/**
 * The way from a ticket's status to done, or why there is none. It goes by the status and not by
 * its colour: many call *Done* what waits for its release. What counts as done is never reopened,
 * and left as it is where no way leads on.
 */
export function wayTo(
  ticket: Ticket,
  done: string,
):
  | { readonly kind: 'already' }
  | { readonly kind: 'way'; readonly id: string }
  | { readonly kind: 'none'; readonly why: TicketTrouble } {
  if (same(ticket.status, done)) return { kind: 'already' };
  const ways = ticket.transitions.filter(
    ({ to, isDone }) => same(to, done) && (isDone || !ticket.isDone),
  );
  const free = ways.find(({ required }) => required.length === 0);
  if (free) return { kind: 'way', id: free.id };
  const [asking] = ways;
  if (asking)
    return {
      kind: 'none',
      why: { kind: 'asks-for', to: asking.to, fields: asking.required },
    };
  if (ticket.isDone) return { kind: 'already' };
  const instead = [...new Set(ticket.transitions.map(({ to }) => to))];
  return { kind: 'none', why: { kind: 'no-way', from: ticket.status, to: done, instead } };
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
