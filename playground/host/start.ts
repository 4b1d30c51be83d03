import type { Answered, Asked } from '../standin/exchange.ts';
import { type Standin, serve } from '../standin/serve.ts';
import { fleetDoor, type Yard } from './fleet.ts';
import { imageDoor } from './images.ts';
import { orderDoor } from './orders.ts';
import { newLaunches } from './launches.ts';
import { type Memory, openMemory } from './memory.ts';
import { signal, type Surroundings } from './process.ts';
import { fault } from './refusal.ts';
import { recover, watchProcesses } from './watch.ts';

/** Where the host keeps its things, and what its servers are told. */
export type HostOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly around: Surroundings;
  readonly serversMax?: number;
};

/**
 * Starts the machine provider of the playground: real processes, with a cloud's manners and a
 * cloud's faults.
 */
export async function startHost(options: HostOptions): Promise<Standin> {
  const memory = openMemory(options.dataDir);
  const yard: Yard = {
    memory,
    around: options.around,
    launches: newLaunches(),
    serversMax: options.serversMax ?? 16,
  };
  await recover(memory, options.around);
  const watching = watchProcesses(memory);
  const standin = await serve({
    port: options.port,
    tooMany: () => fault(503, 'RequestLimitExceeded', 'Request limit exceeded.'),
    answer: (asked) => answer(yard, asked),
    control: (asked) => control(yard, asked),
  });
  return {
    ...standin,
    close: async () => {
      clearInterval(watching);
      await standin.close();
    },
  };
}

function answer(yard: Yard, asked: Asked): Answered | Promise<Answered> {
  const [, place, id] = /^\/(servers|images)(?:\/([\w-]+))?$/.exec(asked.url.pathname) ?? [];
  if (place === 'servers') return fleetDoor(yard, asked, id);
  if (asked.url.pathname === '/orders') return orderDoor(yard.memory, asked);
  if (place === 'images') return imageDoor(yard.memory, asked, id);
  if (asked.url.pathname === '/targets' && asked.method === 'GET')
    return { status: 200, body: scrapeTargets(yard.memory) };
  return fault(404, 'InvalidAction', 'there is nothing here');
}

/** The running servers in the words of Prometheus's HTTP service discovery. */
function scrapeTargets({ servers }: Memory): object[] {
  const running = [...servers.values()].filter(
    ({ state, port }) => state === 'running' && port !== null,
  );
  return running.map(({ id, port, order, version }) => ({
    targets: [`127.0.0.1:${port}`],
    labels: { service: order.service, version, server: id },
  }));
}

function control({ memory, launches }: Yard, asked: Asked): Answered | undefined {
  const [, what, id = ''] = /^\/_control\/([\w-]+)(?:\/([\w-]+))?$/.exec(asked.url.pathname) ?? [];
  switch (`${asked.method} ${what}`) {
    case 'GET journal':
      return { status: 200, body: memory.journal.entries() };
    case 'GET launches':
    case 'POST launches':
    case 'DELETE launches':
      return launches.control(asked);
    case 'POST kill':
      // The plug is pulled: nothing is drained, nothing is saved.
      signal(memory.servers.get(id)?.pid ?? null, 'SIGKILL');
      return { status: memory.servers.has(id) ? 202 : 404, body: {} };
    case 'POST stop-all':
      for (const { state, pid } of memory.servers.values())
        if (state !== 'terminated') signal(pid, 'SIGKILL');
      return { status: 202, body: {} };
    default:
      return undefined;
  }
}
