import type { Hono } from 'hono';
import { z } from 'zod';
import { isEscalating } from '../release/paging/escalation.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Person } from '../release/state/people.ts';
import type { WebTell } from './builds.ts';
import { webhookDoor } from './webhook.ts';

/** What the door for PagerDuty's webhooks needs. */
export type PagerDutyDoor = {
  readonly ledger: Pick<Ledger, 'open'>;
  readonly tell: WebTell;
  readonly clock: Pick<Clock, 'now'>;
  readonly realNow: () => number;
  readonly services: readonly string[];
  /** Of the webhook subscription; null: nothing is taken, because anybody could send it. */
  readonly secret: string | null;
};

/** What people do to an incident there that says they heard. Whatever else comes is not for us. */
const heard = ['incident.acknowledged', 'incident.resolved'];

/** Webhooks version 3: an envelope with the incident; everything Davy does not read may change. */
const Message = z.object({
  event: z.object({
    event_type: z.string(),
    occurred_at: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
    agent: z.object({ id: z.string(), type: z.string(), summary: z.string().nullish() }).nullish(),
    data: z.object({ incident_key: z.string().nullish() }),
  }),
});

/**
 * Whoever acknowledges or resolves Davy's incident at PagerDuty has answered here, too: the Events
 * API, which calls people, cannot tell what became of it.
 */
export function pagerDutyDoor(options: PagerDutyDoor): Hono {
  return webhookDoor(
    {
      path: '/pagerduty',
      variable: 'PAGERDUTY_WEBHOOK_SECRET',
      secret: options.secret,
      header: 'x-pagerduty-signature',
      form: /^v1=([0-9a-f]{64})$/,
      mostBytes: 262_144,
    },
    async (said) => {
      const read = Message.safeParse(said);
      // Its test message is no incident, and a form it may have one day must not be sent again.
      return read.success
        ? count(options, read.data)
        : { counted: false, because: 'it is no event of an incident' };
    },
  );
}

type Counted = { readonly counted: true } | { readonly counted: false; readonly because: string };

async function count(
  { ledger, tell, clock, realNow, services }: PagerDutyDoor,
  { event: { event_type, occurred_at, agent, data } }: z.infer<typeof Message>,
): Promise<Counted> {
  const no = (because: string): Counted => ({ counted: false, because });
  if (!heard.includes(event_type)) return no('it says of nobody that they heard');
  // Davy's own end of an incident comes back as one of its integration, not of a person.
  if (agent?.type !== 'user_reference') return no('no person did it');
  const [service = '', id = ''] = (data.incident_key ?? '').split(':');
  if (!services.includes(service)) return no('no page of Davy has this key');
  const release = (await ledger.open(service)).find((one) => one.id === id);
  if (!release || !isEscalating(release) || release.escalation.page.key !== data.incident_key)
    return no('nobody waits for an answer to it');
  // Sent again hours later, or replayed: an answer to an older call is none to this one.
  const at = clock.now() - Math.max(0, realNow() - occurred_at);
  if (at < release.escalation.since) return no('it was done before people were called');
  const by: Person = {
    id: `pagerduty:${agent.id}`,
    name: `${agent.summary ?? agent.id} (PagerDuty)`,
  };
  await tell({ service, release: id }, { kind: 'answered', at: clock.now(), by });
  return { counted: true };
}
