/**
 * # src/adapters/webhook-pager
 *
 * Whoever can take an HTTP call behind the port `Pager`: for whatever calls people and is not built
 * in.
 */

import { createHmac } from 'node:crypto';
import { UpstreamError } from '../../ports/errors.ts';
import type { Pager } from '../../ports/pager.ts';
import { callVendor } from '../http/vendor-call.ts';

/** Where calls go, and what signs them: without it anybody could call people at night. */
export type WebhookPagerOptions = {
  readonly url: string;
  readonly secret: string;
  readonly realNow: () => number;
  readonly fetch: typeof fetch;
};

const system = 'The pager';

/**
 * Calls people by one signed POST. `key` folds what is said again into one incident, and `again`
 * says that nobody has answered yet; any 2xx means that it was taken.
 */
export function webhookPager(options: WebhookPagerOptions): Pager {
  return {
    page: ({ service, ...page }) =>
      send(options, `paging for ${service}`, { event: 'page', service, ...page }),
    resolve: (service, key) =>
      send(options, `resolving the page for ${service}`, { event: 'resolve', service, key }),
  };
}

async function send(
  { url, secret, realNow, fetch }: WebhookPagerOptions,
  doing: string,
  said: object,
): Promise<void> {
  const body = JSON.stringify(said);
  const timestamp = String(Math.floor(realNow() / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const answer = await callVendor({ system, fetch, brief: true }, doing, new URL(url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-davy-timestamp': timestamp,
      'x-davy-signature': `v1=${signature}`,
    },
    body,
  });
  if (answer.status >= 200 && answer.status < 300) return;
  throw new UpstreamError(
    system,
    `${doing}: it refuses the call, so check its address and secret (HTTP ${answer.status})`,
    { cause: new Error(`HTTP ${answer.status}: ${answer.text.slice(0, 300)}`) },
  );
}
