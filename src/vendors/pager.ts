import { pagerDutyPager } from '../adapters/pagerduty/pager.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Pager } from '../ports/pager.ts';
import type { Means } from './means.ts';

/** Who calls people for a service. */
export function pagerOf({ pager }: ServiceEntry, means: Means): Pager {
  switch (pager?.kind) {
    case 'pagerduty':
      return pagerDutyPager({
        url: means.environment.PAGERDUTY_EVENTS_URL,
        routingKey: pager.routing_key,
        second: pager.second?.kind === 'pagerduty' ? pager.second.routing_key : null,
        fetch: means.fetch,
      });
    case undefined:
      return nobody(means);
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
