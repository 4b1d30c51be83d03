import type { Memory } from './memory.ts';
import { isAlive, portOf, startProcess, type Surroundings } from './process.ts';
import { type Server, visibleAfterMs } from './server.ts';

/** Looks after the processes: notices ports that opened and servers that ended. */
export function watchProcesses(memory: Memory): NodeJS.Timeout {
  return setInterval(() => {
    const changed = [...memory.servers.values()].filter((server) => look(memory, server));
    if (changed.length > 0) memory.keep();
  }, 100);
}

function look(memory: Memory, server: Server): boolean {
  const { id, state, version } = server;
  if (state === 'terminated') return false;
  if (!isAlive(server.pid)) {
    memory.note(state === 'shutting-down' ? 'terminated' : 'died', id, { version });
    server.state = 'terminated';
    server.endedAtMs = Date.now();
    return true;
  }
  if (state === 'shutting-down' || (state === 'running' && server.port !== null)) return false;
  server.port = portOf(memory.dataDir, id);
  if (state === 'running') return server.port !== null;
  // A machine counts as running soon after its launch, whatever its service does.
  if (server.port === null && Date.now() - server.launchedAtMs < 1_500) return false;
  server.state = 'running';
  memory.note('running', id, { version });
  return true;
}

/**
 * After a restart: living servers are taken over; those that ended with the machine are started
 * again, as after a reboot.
 */
export async function recover(memory: Memory, around: Surroundings): Promise<void> {
  for (const server of memory.servers.values()) {
    if (server.state !== 'running' && server.state !== 'pending') continue;
    const image = memory.images.get(server.order.image);
    if (
      image === undefined ||
      (isAlive(server.pid) && (server.state === 'pending' || (await isItself(server))))
    )
      continue;
    memory.note('rebooted', server.id, { version: server.version });
    server.pid = startProcess(memory.dataDir, server, image, around, false);
    // It has been known for long, so it is seen at once.
    server.launchedAtMs = Date.now() - visibleAfterMs;
    server.state = 'pending';
  }
  memory.keep();
}

async function isItself({ id, port }: Server): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port ?? 1}/healthz`, {
      signal: AbortSignal.timeout(2_000),
    });
    return (await response.text()).includes(`"${id}"`);
  } catch {
    return false;
  }
}
