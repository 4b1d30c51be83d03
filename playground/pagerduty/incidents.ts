import { z } from 'zod';
import { eventSchema } from './event.ts';

/** One accepted event with the real time it came. */
export const pagedSchema = z.object({ atMs: z.number(), dedupKey: z.string(), event: eventSchema });
export type Paged = z.infer<typeof pagedSchema>;

/**
 * What a person on call would see: events of one key folded into one incident until it is resolved.
 */
export type Incident = {
  readonly dedupKey: string;
  readonly routingKey: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly summary: string;
  readonly severity: string;
  readonly openedMs: number;
  readonly changedMs: number;
  readonly triggers: number;
};

/**
 * Folds as PagerDuty does: a trigger after a resolve opens a new incident, words about nothing open
 * are dropped.
 */
export function foldIncidents(events: readonly Paged[]): Incident[] {
  const incidents: Incident[] = [];
  for (const paged of events) {
    const { event, dedupKey } = paged;
    const open = incidents.findIndex(
      (one) =>
        one.dedupKey === dedupKey &&
        one.routingKey === event.routing_key &&
        one.status !== 'resolved',
    );
    const found = incidents[open];
    if (found !== undefined) incidents[open] = fold(found, paged);
    else if (event.event_action === 'trigger')
      incidents.push(opened(paged, event.payload.summary, event.payload.severity));
  }
  return incidents;
}

function fold(incident: Incident, { event, atMs }: Paged): Incident {
  if (event.event_action === 'trigger') return { ...incident, triggers: incident.triggers + 1 };
  const status = event.event_action === 'resolve' ? 'resolved' : 'acknowledged';
  return { ...incident, status, changedMs: atMs };
}

function opened({ atMs, dedupKey, event }: Paged, summary: string, severity: string): Incident {
  return {
    dedupKey,
    routingKey: event.routing_key,
    status: 'triggered',
    summary,
    severity,
    openedMs: atMs,
    changedMs: atMs,
    triggers: 1,
  };
}
