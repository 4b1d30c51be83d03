import { join } from 'node:path';
import { launchFirstFleet, registerImages } from '../../playground/first-fleet.ts';
import { ensureRunning } from '../../playground/processes/spawn.ts';
import { createRepository } from '../../playground/repository/create.ts';

/**
 * The sample service as the playground runs it: every part a process of its own, found again if it
 * is alive.
 */
export async function runningSample(dataDir: string, { servers = 2, boards = 4 } = {}) {
  const repository = await createRepository(join(dataDir, 'repository'), 5);
  const part = (name: string, options: object) =>
    ensureRunning({
      name,
      entry: new URL(`../../playground/${name}/main.ts`, import.meta.url),
      detached: true,
      options: { dataDir, ...options },
    });
  const balancer = await part('balancer', {
    port: 0,
    adminPort: 0,
    storePort: 0,
    connectionsMax: 12,
  });
  const { url = '', adminUrl: balancerUrl = '', storeUrl = '' } = balancer.urls;
  const host = await part('host', {
    port: 0,
    around: { storeUrl, balancerUrl, dsn: '', strokesPerError: 20_000 },
  });
  const hostUrl = host.urls['url'] ?? '';
  await registerImages(hostUrl, repository);
  if (!balancer.adopted)
    await launchFirstFleet(hostUrl, balancerUrl, repository.live.image, servers);
  const users = await part('users', { port: 0, url, seed: 5, boards });
  return {
    hostUrl,
    balancerUrl,
    usersUrl: users.urls['url'] ?? '',
    processes: { balancer, host, users },
    async stop() {
      await users.stop();
      await fetch(`${hostUrl}/_control/stop-all`, { method: 'POST' }).catch(() => undefined);
      await Promise.all([host.stop(), balancer.stop()]);
    },
  };
}
