import { z } from 'zod';
import { fromJson } from '../../playground/standin/faults.ts';
import { type Standin, serve } from '../../playground/standin/serve.ts';

/** One alert there: an open one of the same alias only counts what comes again. */
export type OpsgenieAlert = {
  readonly alias: string;
  readonly message: string;
  readonly description: string;
  readonly priority: string;
  readonly count: number;
  readonly key: string;
  readonly isOpen: boolean;
};

/** Lengths as Opsgenie's Alert API states them; what it does not know it refuses. */
const Create = z.strictObject({
  message: z.string().min(1, 'Message can not be empty.').max(130),
  alias: z.string().max(512).optional(),
  description: z.string().max(15_000).optional(),
  entity: z.string().max(512).optional(),
  source: z.string().max(100).optional(),
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']).default('P3'),
  details: z.record(z.string(), z.string()).optional(),
});
const Close = z.strictObject({
  source: z.string().max(100).optional(),
  user: z.string().max(100).optional(),
  note: z.string().max(25_000).optional(),
});

/**
 * Opsgenie's Alert API v2 on a loopback port: asynchronous, so that it takes an end of what never
 * was, and it calls nobody for what comes again under an open alias.
 */
export async function startOpsgenie(
  keys: readonly string[],
): Promise<Standin & { readonly alerts: () => readonly OpsgenieAlert[] }> {
  const alerts: OpsgenieAlert[] = [];
  const taken = {
    status: 202,
    body: { result: 'Request will be processed', took: 0.1, requestId: 'r-1' },
  };
  const refuse = (status: number, message: string, errors?: Record<string, string>) => ({
    status,
    body: { message, ...(errors ? { errors } : {}), took: 0.1, requestId: 'r-0' },
  });
  const standin = await serve({
    port: 0,
    control: () => undefined,
    tooMany: () => refuse(429, 'You are making too many requests!'),
    answer: ({ method, url, headers, body }) => {
      const key = /^GenieKey (.+)$/.exec(headers.authorization ?? '')?.[1];
      if (key === undefined) return refuse(401, 'Could not authenticate');
      if (!keys.includes(key)) return refuse(403, 'You are not authorized to access this resource');
      const alias = /^\/v2\/alerts\/([^/]+)\/close$/.exec(url.pathname)?.[1];
      const isCreate = url.pathname === '/v2/alerts';
      if (!isCreate && alias === undefined) return refuse(404, 'Not found');
      if (method !== 'POST') return refuse(405, 'Method not allowed');
      const read = (isCreate ? Create : Close).safeParse(fromJson(body));
      if (!read.success)
        return refuse(
          422,
          'Request body is not processable. Please check the errors.',
          Object.fromEntries(read.error.issues.map((one) => [one.path.join('.'), one.message])),
        );
      if (isCreate) create(alerts, key, Create.parse(fromJson(body)));
      else if (url.searchParams.get('identifierType') === 'alias')
        close(alerts, key, decodeURIComponent(alias ?? ''));
      return taken;
    },
  });
  return { ...standin, alerts: () => alerts };
}

function create(alerts: OpsgenieAlert[], key: string, said: z.infer<typeof Create>): void {
  const { message, alias = message, description = '', priority } = said;
  const open = alerts.findIndex((one) => one.isOpen && one.alias === alias && one.key === key);
  const known = alerts[open];
  if (known) alerts[open] = { ...known, count: known.count + 1 };
  else alerts.push({ alias, message, description, priority, count: 1, key, isOpen: true });
}

function close(alerts: OpsgenieAlert[], key: string, alias: string): void {
  for (const [nth, one] of alerts.entries())
    if (one.alias === alias && one.key === key) alerts[nth] = { ...one, isOpen: false };
}
