import { z } from 'zod';
import { Replaced, UpstreamError } from '../../ports/errors.ts';
import type { Order } from '../../ports/fleet.ts';
import type { RunningServer } from '../server/running-server.ts';
import {
  below,
  callVendor,
  maybeParse,
  parseSaid,
  type VendorAnswer,
} from '../http/vendor-call.ts';

const system = 'The process host';

const machineSchema = z.object({
  id: z.string(),
  version: z.string(),
  image: z.string(),
  state: z.enum(['pending', 'running', 'shutting-down', 'terminated']),
  protected: z.boolean(),
  tags: z.record(z.string(), z.string()),
  address: z.string().nullable(),
  launchedAtMs: z.number(),
});
const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** With these the host says for certain that it started nothing. */
const noRoom: readonly string[] = ['InsufficientInstanceCapacity', 'InstanceLimitExceeded'];

/** A server as the host knows it: a process, not yet a service. */
export type Machine = z.infer<typeof machineSchema>;

/** The server on a machine, for those who speak to the service itself. */
export function runningServer({ id, version, address, state }: Machine): RunningServer {
  return { id, version, address: state === 'running' ? address : null };
}

/** Whether a machine is ending or has ended: nothing brings it back. */
export function isLeaving({ state }: Machine): boolean {
  return state === 'shutting-down' || state === 'terminated';
}

type Launch = {
  readonly token: string;
  readonly service: string;
  readonly image: string;
  readonly protected: boolean;
  readonly tags: Readonly<Record<string, string>>;
};

/** Where the host is, and the way there. */
type Door = { readonly host: string; readonly fetch: typeof globalThis.fetch };

/** The host, as one call reaches it. */
export type Host = ReturnType<typeof hostOf>;

/** The host's doors. A status it does not promise is an outside fault, told with its own code. */
export function hostOf(door: Door) {
  return {
    async list(service: string): Promise<readonly Machine[]> {
      const doing = `listing the servers of ${service}`;
      const said = await ask(door, doing, 'GET', 'servers', { query: [['service', service]] });
      return parseSaid(system, doing, fine(doing, said), z.array(machineSchema));
    },
    /** Tells whose orders follow; the host refuses those of somebody who was replaced. */
    async obey({ release, fence }: Pick<Order, 'release' | 'fence'>): Promise<void> {
      const doing = `taking orders for ${release} with fence ${fence}`;
      const said = await ask(door, doing, 'POST', 'orders', { body: { release, fence } });
      if (said.status === 409) throw new Replaced(system, `${doing}: ${said.text.slice(0, 200)}`);
      fine(doing, said);
    },
    /** Answers why there is no room for it, where the host says so; null where it starts. */
    async launch(order: Launch): Promise<string | null> {
      const doing = `launching ${order.token}`;
      const said = await ask(door, doing, 'POST', 'servers', { body: order });
      const why = maybeParse(said, refusal)?.error;
      if (why !== undefined && noRoom.includes(why.code)) return `${why.code}: ${why.message}`;
      fine(doing, said);
      return null;
    },
    async protect(id: string, on: boolean): Promise<void> {
      const doing = `${on ? 'protecting' : 'unprotecting'} ${id}`;
      const body = { protected: on };
      fine(doing, await ask(door, doing, 'PATCH', `servers/${encodeURIComponent(id)}`, { body }));
    },
    async terminate(id: string): Promise<void> {
      const doing = `terminating ${id}`;
      fine(doing, await ask(door, doing, 'DELETE', `servers/${encodeURIComponent(id)}`));
    },
    async hasImage(image: string): Promise<boolean> {
      const doing = `looking for image ${image}`;
      const said = await ask(door, doing, 'GET', `images/${encodeURIComponent(image)}`);
      if (said.status === 404) return false;
      fine(doing, said);
      return true;
    },
    /** Not seen is not the same as gone: the host shows new servers late. */
    missing(id: string): never {
      throw new UpstreamError(system, `looking for ${id}, which it does not show now`);
    },
    addressOf({ id, address }: Machine): string {
      if (address === null)
        throw new UpstreamError(system, `looking for the address of ${id}, which has none yet`);
      return address;
    },
  };
}

type More = {
  readonly body?: object;
  readonly query?: readonly (readonly [string, string])[];
};

async function ask(
  { host, fetch }: Door,
  doing: string,
  method: string,
  path: string,
  { body, query = [] }: More = {},
): Promise<VendorAnswer> {
  const init = { method, headers: { 'content-type': 'application/json' } };
  return callVendor(
    { system, fetch },
    doing,
    below(host, path, query),
    body === undefined ? init : { ...init, body: JSON.stringify(body) },
  );
}

function fine(doing: string, said: VendorAnswer): VendorAnswer {
  if (said.status < 300) return said;
  const why = maybeParse(said, refusal)?.error;
  const reason =
    why === undefined
      ? `HTTP ${said.status}: ${said.text.slice(0, 200)}`
      : `${why.code}: ${why.message}`;
  throw new UpstreamError(system, `${doing} (${reason.slice(0, 300)})`, {
    cause: new Error(reason),
  });
}
