/**
 * # src/adapters/local-fleet
 *
 * Processes on this machine behind the port `Fleet`, as the playground runs them. Decides how
 * servers and a balancer that know nothing of releases are read as such.
 */

import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import { below, callVendor, parseSaid } from '../http/vendor-call.ts';

const system = 'The balancer';
const targetSchema = z.object({
  id: z.string(),
  address: z.string(),
  admits: z.boolean(),
  healthy: z.boolean(),
  /** Of all requests that follow weights; 0 where it gets none. */
  weight: z.number().int().nonnegative(),
  under_way: z.number().int().nonnegative(),
  /** Requests that it took in the last three seconds. */
  lately: z.number().int().nonnegative(),
});

/** A server as the balancer knows it. */
export type Target = z.infer<typeof targetSchema>;

/** The balancer, as one call reaches it. */
export type Balancer = ReturnType<typeof balancerOf>;

/** The balancer's admin doors. */
export function balancerOf({
  balancer,
  fetch,
}: {
  readonly balancer: string;
  readonly fetch: typeof globalThis.fetch;
}) {
  const call = async (doing: string, method: string, path: string, body?: object) => {
    const init = { method, headers: { 'content-type': 'application/json' } };
    const said = await callVendor(
      { system, fetch },
      doing,
      below(balancer, path),
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
    if (said.status >= 300)
      throw new UpstreamError(system, doing, {
        cause: new Error(`HTTP ${said.status}: ${said.text.slice(0, 200)}`),
      });
    return said;
  };
  return {
    async list(): Promise<ReadonlyMap<string, Target>> {
      const doing = 'listing its targets';
      const targets = parseSaid(
        system,
        doing,
        await call(doing, 'GET', 'targets'),
        z.array(targetSchema),
      );
      return new Map(targets.map((target) => [target.id, target]));
    },
    async put(id: string, address: string, admits: boolean): Promise<void> {
      await call(
        `${admits ? 'opening' : 'closing'} ${id}`,
        'PUT',
        `targets/${encodeURIComponent(id)}`,
        { address, admits },
      );
    },
    /** All weights at once: whoever is not named gets none. */
    async weigh(weights: ReadonlyMap<string, number>): Promise<void> {
      await call('sharing out the traffic', 'PUT', 'weights', Object.fromEntries(weights));
    },
    async remove(id: string): Promise<void> {
      await call(`removing ${id}`, 'DELETE', `targets/${encodeURIComponent(id)}`);
    },
  };
}
