import { z } from 'zod';
import { startPagerDuty } from '../../playground/pagerduty/start.ts';
import { escalatingPager } from '../../src/vendors/escalating-pager.ts';
import { pagerDutyPager } from '../../src/adapters/pagerduty/pager.ts';
import type { PagerWorld } from '../contracts/pager-laws.ts';
import { troubledWay } from './troubled-way.ts';

const routingKey = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4';
const nextKey = 'f6e5d4c3b2a1f6e5d4c3b2a1f6e5d4c3';

const incidents = z.array(
  z.object({ status: z.string(), routingKey: z.string(), triggers: z.number() }),
);

/** PagerDuty's stand-in; `next`: whether there is somebody else to call when nobody answers. */
export async function pagerDutyWorld({ next }: { readonly next: boolean }): Promise<PagerWorld> {
  const vendor = await startPagerDuty({ port: 0, routingKeys: [routingKey, nextKey] });
  const way = troubledWay();
  const second = next ? nextKey : null;
  const calls = (key: string) =>
    pagerDutyPager({ url: vendor.url, routingKey: key, fetch: way.fetch });
  return {
    ...way,
    pager: second === null ? calls(routingKey) : escalatingPager(calls(routingKey), calls(second)),
    first: routingKey,
    next: second,
    incidents: async () =>
      incidents
        .parse(await (await fetch(`${vendor.url}/_control/incidents`)).json())
        .map(({ status, routingKey: whom, triggers }) => ({
          isOpen: status !== 'resolved',
          whom,
          calls: triggers,
        })),
    close: vendor.close,
  };
}
