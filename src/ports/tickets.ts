import type { Ticket, TicketAnswer } from '../release/tickets/ticket.ts';

/**
 * Jira's role: the tickets that changes name. Every call is safe to repeat; each throws
 * `UpstreamError`. What is refused comes back as an answer.
 */
export type Tickets = {
  /** Null when there is no such ticket, or Davy may not see it. */
  read(key: string): Promise<Ticket | null>;
  move(key: string, transition: string): Promise<TicketAnswer>;
  /** Makes the fix version if the project has none of that name. */
  makeVersion(project: string, name: string): Promise<TicketAnswer>;
  addVersion(key: string, name: string): Promise<TicketAnswer>;
  /** Says that the fix version is out since that day (`2026-11-21`). */
  releaseVersion(project: string, name: string, day: string): Promise<TicketAnswer>;
  /** Whether a comment with this marker is there: looked for before one is written. */
  hasComment(key: string, marker: string): Promise<boolean>;
  comment(key: string, marker: string, text: string): Promise<TicketAnswer>;
};
