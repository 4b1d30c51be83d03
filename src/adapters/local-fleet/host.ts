import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import { below, callVendor, maybeParse, parseSaid, type Said } from '../http/vendor-call.ts';

const system = 'The process host';

const machineSchema = z.object({
  id: z.string(),
  version: z.string(),
  state: z.enum(['pending', 'running', 'shutting-down', 'terminated']),
  protected: z.boolean(),
  tags: z.record(z.string(), z.string()),
  address: z.string().nullable(),
  launchedAtMs: z.number(),
});
const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** A server as the host knows it: a process, not yet a service. */
export type Machine = z.infer<typeof machineSchema>;

type Order = {
  readonly token: string;
  readonly service: string;
  readonly image: string;
  readonly protected: boolean;
  readonly tags: Readonly<Record<string, string>>;
};

/** The host's doors. A status it does not promise is an outside fault, told with its own code. */
export function hostOf({
  host,
  fetch,
}: {
  readonly host: string;
  readonly fetch: typeof globalThis.fetch;
}) {
  const call = async (
    doing: string,
    method: string,
    path: string,
    body?: object,
    parameters: readonly (readonly [string, string])[] = [],
  ): Promise<Said> => {
    const init = { method, headers: { 'content-type': 'application/json' } };
    return callVendor(
      { system, fetch },
      doing,
      below(host, path, parameters),
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
  };
  const fine = (doing: string, said: Said): Said => {
    if (said.status < 300) return said;
    const why = maybeParse(said, refusal)?.error;
    const reason =
      why === undefined
        ? `HTTP ${said.status}: ${said.text.slice(0, 200)}`
        : `${why.code}: ${why.message}`;
    throw new UpstreamError(system, `${doing} (${reason.slice(0, 300)})`, {
      cause: new Error(reason),
    });
  };
  const terminate = async (id: string): Promise<void> => {
    const doing = `terminating ${id}`;
    fine(doing, await call(doing, 'DELETE', `servers/${encodeURIComponent(id)}`));
  };
  return {
    terminate,
    async list(service: string): Promise<readonly Machine[]> {
      const doing = `listing the servers of ${service}`;
      const said = fine(
        doing,
        await call(doing, 'GET', 'servers', undefined, [['service', service]]),
      );
      return parseSaid(system, doing, said, z.array(machineSchema));
    },
    async launch(order: Order): Promise<void> {
      const doing = `launching ${order.token}`;
      fine(doing, await call(doing, 'POST', 'servers', order));
    },
    async protect(id: string, on: boolean): Promise<void> {
      const doing = `${on ? 'protecting' : 'unprotecting'} ${id}`;
      fine(
        doing,
        await call(doing, 'PATCH', `servers/${encodeURIComponent(id)}`, { protected: on }),
      );
    },
    async hasImage(image: string): Promise<boolean> {
      const doing = `looking for image ${image}`;
      const said = await call(doing, 'GET', `images/${encodeURIComponent(image)}`);
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
    refuseProtected(machine: Machine): void {
      if (machine.protected && machine.state !== 'terminated')
        throw new UpstreamError(system, `terminating ${machine.id}, which is protected`);
    },
  };
}
