import { createServer } from 'node:http';
import { newRooms } from './board/rooms.ts';
import { openStore } from './board/store.ts';
import type { Environment } from './environment.ts';
import { newHealth } from './health.ts';
import { answer } from './http.ts';
import { newMetrics } from './metrics.ts';
import { newReporter } from './report.ts';
import { acceptSockets } from './socket.ts';
import type { World } from './world.ts';

/** Starts one whiteboard server: boards in memory, users on WebSockets. */
export async function startBoards(
  environment: Environment,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const metrics = newMetrics(environment);
  const reporter = newReporter(environment);
  const store = openStore(environment);
  const world: World = {
    environment,
    metrics,
    reporter,
    store,
    rooms: newRooms(store),
    health: newHealth(),
  };
  const server = createServer((request, response) => void answer(world, request, response));
  acceptSockets(world, server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(environment.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : environment.port;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await store.close();
  };
  return { port, close };
}
