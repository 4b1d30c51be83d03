import { startPagerDuty } from '../../playground/pagerduty/start.ts';
import { pagerDutyPager } from '../../src/adapters/pagerduty/pager.ts';
import type { PagerWorld } from '../contracts/pager-laws.ts';
import { troubledWay } from './troubled-way.ts';

const routingKey = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4';
const nextKey = 'f6e5d4c3b2a1f6e5d4c3b2a1f6e5d4c3';

/** PagerDuty's stand-in; `next`: whether there is somebody else to call when nobody answers. */
export async function pagerDutyWorld({ next }: { readonly next: boolean }): Promise<PagerWorld> {
  const vendor = await startPagerDuty({ port: 0, routingKeys: [routingKey, nextKey] });
  const way = troubledWay();
  const second = next ? nextKey : null;
  return {
    ...way,
    pager: pagerDutyPager({ url: vendor.url, routingKey, second, fetch: way.fetch }),
    incidents: async () => {
      const all: unknown = await (await fetch(`${vendor.url}/_control/incidents`)).json();
      return (all as { status: string }[]).map(({ status }) => ({ isOpen: status !== 'resolved' }));
    },
    close: vendor.close,
  };
}
