import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import type { Launches } from './launches.ts';
import type { Memory } from './memory.ts';
import { signal, startProcess, type Surroundings } from './process.ts';
import { fault } from './refusal.ts';
import { describeServer, type Order, orderSchema, type Server, visibleAfterMs } from './server.ts';

/** What the doors of the fleet need. */
export type Yard = {
  readonly memory: Memory;
  readonly around: Surroundings;
  readonly launches: Launches;
  readonly serversMax: number;
};

/**
 * Terminated servers stay in the list for a while, as they do at the vendor's; until then their
 * token is spent.
 */
const listedAfterEndMs = 3_600_000;

const change = z.strictObject({ protected: z.boolean() });

/** The doors for servers: launch, list, protect, terminate. */
export function fleetDoor(yard: Yard, asked: Asked, id: string | undefined): Answered {
  const { memory } = yard;
  if (id === undefined) {
    if (asked.method === 'POST') return launch(yard, asked);
    return asked.method === 'GET'
      ? { status: 200, body: list(memory, asked.url.searchParams.get('service')) }
      : fault(405, 'InvalidAction', 'not allowed here');
  }
  const server = memory.servers.get(id);
  if (server === undefined || !isVisible(server))
    return fault(404, 'InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
  switch (asked.method) {
    case 'GET':
      return { status: 200, body: describeServer(server) };
    case 'PATCH':
      return protect(memory, server, asked);
    case 'DELETE':
      return terminate(memory, server);
    default:
      return fault(405, 'InvalidAction', 'not allowed here');
  }
}

function list({ servers }: Memory, service: string | null): object[] {
  const now = Date.now();
  const listed = [...servers.values()].filter(
    (server) =>
      isVisible(server) && (server.endedAtMs === null || now - server.endedAtMs < listedAfterEndMs),
  );
  return listed
    .filter(({ order }) => service === null || order.service === service)
    .map(describeServer);
}

function isVisible({ launchedAtMs }: Server): boolean {
  return Date.now() - launchedAtMs >= visibleAfterMs;
}

function launch(yard: Yard, asked: Asked): Answered {
  const { memory, launches } = yard;
  const parsed = orderSchema.safeParse(fromJson(asked.body));
  if (!parsed.success) return fault(400, 'InvalidParameterValue', z.prettifyError(parsed.error));
  const order = parsed.data;
  const before = [...memory.servers.values()].find((server) => server.order.token === order.token);
  if (before !== undefined) return repeat(memory, before, order);
  const refuse = (status: number, code: string, why: string): Answered => {
    memory.note('refused', '', { token: order.token, why: code });
    return fault(status, code, why);
  };
  const image = memory.images.get(order.image);
  if (image === undefined || image.service !== order.service.split('@')[0])
    return refuse(400, 'InvalidImageID.NotFound', `The image id '${order.image}' does not exist`);
  if (launches.take('capacity'))
    return refuse(
      503,
      'InsufficientInstanceCapacity',
      'There is not enough capacity now. Try again later.',
    );
  if (
    [...memory.servers.values()].filter(({ state }) => state !== 'terminated').length >=
    yard.serversMax
  ) {
    return refuse(400, 'InstanceLimitExceeded', `You may run at most ${yard.serversMax} servers`);
  }
  const server = newServer(order, image.version);
  memory.servers.set(server.id, server);
  memory.note('launched', server.id, { token: order.token, version: image.version });
  memory.keep();
  server.pid = startProcess(
    memory.dataDir,
    server,
    image,
    yard.around,
    launches.take('nothing-starts'),
  );
  memory.keep();
  return { status: 201, body: describeServer(server) };
}

function newServer(order: Order, version: string): Server {
  const digest = createHash('sha256').update(`${order.service}/${order.token}`).digest('hex');
  return {
    id: `s-${digest.slice(0, 10)}`,
    order,
    version,
    state: 'pending',
    protected: order.protected,
    pid: null,
    port: null,
    launchedAtMs: Date.now(),
    endedAtMs: null,
  };
}

/**
 * The same order is the same server, whatever became of it; another order under its token is a
 * mistake.
 */
function repeat(memory: Memory, before: Server, order: Order): Answered {
  const { id } = before;
  if (JSON.stringify(sorted(before.order)) !== JSON.stringify(sorted(order))) {
    memory.note('refused', id, { token: order.token, why: 'IdempotentParameterMismatch' });
    return fault(
      400,
      'IdempotentParameterMismatch',
      'The request uses the same token as an earlier one, but other parameters',
    );
  }
  memory.note('repeated', id, { token: order.token });
  return { status: 200, body: describeServer(before) };
}

function sorted({ tags, ...order }: Order): unknown {
  return [
    Object.entries(order).sort(([a], [b]) => a.localeCompare(b)),
    Object.entries(tags).sort(([a], [b]) => a.localeCompare(b)),
  ];
}

function protect(memory: Memory, server: Server, asked: Asked): Answered {
  const parsed = change.safeParse(fromJson(asked.body));
  if (!parsed.success) return fault(400, 'InvalidParameterValue', z.prettifyError(parsed.error));
  if (server.state === 'terminated')
    return fault(400, 'IncorrectInstanceState', `The instance '${server.id}' is terminated`);
  if (server.protected !== parsed.data.protected)
    memory.note(parsed.data.protected ? 'protected' : 'unprotected', server.id);
  server.protected = parsed.data.protected;
  memory.keep();
  return { status: 200, body: describeServer(server) };
}

function terminate(memory: Memory, server: Server): Answered {
  const { id, version, state } = server;
  if (server.protected && state !== 'terminated') {
    memory.note('refused', id, { why: 'OperationNotPermitted' });
    return fault(
      400,
      'OperationNotPermitted',
      `The instance '${id}' may not be terminated. ` +
        'Modify its termination protection and try again.',
    );
  }
  if (state === 'pending' || state === 'running') {
    memory.note('terminating', id, { version });
    server.state = 'shutting-down';
    memory.keep();
    signal(server.pid, 'SIGTERM');
    setTimeout(
      () => signal(server.state === 'shutting-down' ? server.pid : null, 'SIGKILL'),
      3_000,
    ).unref();
  }
  return { status: 200, body: describeServer(server) };
}
