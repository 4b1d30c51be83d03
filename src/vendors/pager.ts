import { opsgeniePager } from '../adapters/opsgenie/pager.ts';
import { pagerDutyPager } from '../adapters/pagerduty/pager.ts';
import { webhookPager } from '../adapters/webhook-pager/pager.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { PagerTarget } from '../config/entries/pager.ts';
import type { Pager } from '../ports/pager.ts';
import { escalatingPager } from './escalating-pager.ts';
import type { Means } from './means.ts';

/** Who calls people for a service, and who comes next; somebody in Slack is called there. */
export function pagerOf({ pager }: ServiceEntry, means: Means): Pager {
  if (pager === undefined) return nobody(means);
  const first = targetOf(pager, means);
  const { second } = pager;
  return second === undefined || second.kind === 'slack'
    ? first
    : escalatingPager(first, targetOf(second, means));
}

function targetOf(target: PagerTarget, { environment, fetch, realNow }: Means): Pager {
  switch (target.kind) {
    case 'pagerduty':
      return pagerDutyPager({
        url: environment.PAGERDUTY_EVENTS_URL,
        routingKey: target.routing_key,
        fetch,
      });
    case 'opsgenie':
      return opsgeniePager({ url: target.url, key: target.key, fetch });
    case 'webhook':
      return webhookPager({ url: target.url, secret: target.secret, realNow, fetch });
  }
}

/** Without a pager the page is the message in Slack; the log says that nobody else was called. */
function nobody({ log }: Means): Pager {
  return {
    page: async ({ service, summary }) =>
      log.warn({ service }, `nobody is called, because there is no pager: ${summary}`),
    resolve: async () => undefined,
  };
}
