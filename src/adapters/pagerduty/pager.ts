/**
 * # src/adapters/pagerduty
 *
 * PagerDuty behind the port `Pager`: its Events API, version 2.
 */

import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { Pager } from '../../ports/pager.ts';
import { vendorKey } from '../http/vendor-key.ts';
import { below, callVendor, maybeParse, parseSaid } from '../http/vendor-call.ts';

/** Where events go and under which key; one key per service. */
export type PagerDutyOptions = {
  readonly url: string;
  readonly routingKey: string;
  readonly fetch: typeof fetch;
};

const system = 'PagerDuty';
const accepted = z.object({ status: z.literal('success'), dedup_key: z.string() });
const refused = z.object({
  message: z.string(),
  errors: z.union([z.array(z.string()), z.string()]).optional(),
});

/**
 * Calls people through PagerDuty's Events API v2. 202 means accepted; whether anybody was reached,
 * only people can say.
 */
export function pagerDutyPager(options: PagerDutyOptions): Pager {
  return {
    page: ({ service, key, summary, severity, link }) =>
      enqueue(options, `paging for ${service}`, {
        event_action: 'trigger',
        dedup_key: dedupKey(key),
        client: 'Davy',
        payload: {
          summary: clipped(summary),
          source: `davy/${service}`,
          severity,
          component: service,
          group: 'release',
          custom_details: { service, key, summary },
        },
        ...(link === null
          ? {}
          : { client_url: link, links: [{ href: link, text: 'The release in Slack' }] }),
      }),
    resolve: (service, key) =>
      enqueue(options, `resolving the page for ${service}`, {
        event_action: 'resolve',
        dedup_key: dedupKey(key),
      }),
  };
}

async function enqueue(
  { url, routingKey, fetch }: PagerDutyOptions,
  doing: string,
  event: object,
): Promise<void> {
  const body = JSON.stringify({ routing_key: routingKey, ...event });
  const said = await callVendor({ system, fetch, brief: true }, doing, below(url, 'v2/enqueue'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  if (said.status === 202) {
    parseSaid(system, doing, said, accepted);
    return;
  }
  const why = maybeParse(said, refused);
  const reasons =
    why === undefined
      ? `HTTP ${said.status}`
      : [why.errors ?? why.message].flat().join('; ').slice(0, 300);
  // Not an outage: trying again cannot help until somebody mends the key or Davy.
  throw new UpstreamError(
    system,
    `${doing}: it refuses the event, so check the routing key (${reasons})`,
    { cause: new Error(`HTTP ${said.status}: ${said.text.slice(0, 300)}`) },
  );
}

/** PagerDuty takes 255 characters. */
function dedupKey(key: string): string {
  return vendorKey(key, 255);
}

function clipped(summary: string): string {
  return summary.length <= 1024 ? summary : `${summary.slice(0, 1023)}…`;
}
