import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBalancer } from '../../playground/balancer/start.ts';
import { registerImages } from '../../playground/first-fleet.ts';
import { startHost } from '../../playground/host/start.ts';
import { createRepository } from '../../playground/repository/create.ts';
import { startUsers, type UsersOptions } from '../../playground/users/start.ts';
import { until } from './until.ts';

/**
 * A small sample service for one test file: host and balancer in this process, servers as real
 * processes.
 */
export async function boardSample(
  options: { readonly seed?: number; readonly dsn?: string; readonly connectionsMax?: number } = {},
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'board-'));
  const repository = await createRepository(join(dataDir, 'repository'), options.seed ?? 7);
  const balancer = await startBalancer({
    dataDir,
    port: 0,
    adminPort: 0,
    storePort: 0,
    connectionsMax: options.connectionsMax ?? 40,
  });
  const around = {
    storeUrl: balancer.storeUrl,
    balancerUrl: balancer.adminUrl,
    dsn: options.dsn ?? '',
    strokesPerError: 58,
  };
  let host = await startHost({ dataDir, port: 0, around });
  await registerImages(host.url, repository);
  const closing: (() => Promise<unknown>)[] = [];
  const call = async (method: string, url: string, body?: unknown) => {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    };
  };
  return {
    dataDir,
    repository,
    balancer,
    host: () => host,
    call,
    imageOf: (behaviour: string) =>
      repository.builds.find((build) => build.behaviour === behaviour)!.image,
    order: (token: string, image = repository.live.image, more: object = {}) => ({
      token,
      service: 'board',
      image,
      protected: true,
      tags: { release: '', slot: '0' },
      ...more,
    }),
    /** Stops the host as a kill would, and starts it again over what it left. */
    async restartHost(meanwhile: () => Promise<unknown> = async () => undefined) {
      const port = host.port;
      await host.close();
      await meanwhile();
      host = await startHost({ dataDir, port, around });
    },
    /** A server up and in the balancer. */
    async serve(token: string, image = repository.live.image, admits = true) {
      const { body } = await call('POST', `${host.url}/servers`, this.order(token, image));
      const address: string = await until(async () => {
        const { body: seen } = await call('GET', `${host.url}/servers/${body.id}`);
        return seen.address &&
          (await fetch(`http://${seen.address}/healthz`).then(
            (one) => one.ok,
            () => false,
          ))
          ? seen.address
          : undefined;
      });
      await call('PUT', `${balancer.adminUrl}/targets/${body.id}`, { address, admits });
      return { id: String(body.id), address };
    },
    async users(more: Partial<UsersOptions> = {}) {
      const users = await startUsers({
        dataDir,
        port: 0,
        url: balancer.url,
        seed: 3,
        boards: 6,
        drawEveryMs: 250,
        meetingMs: { least: 20_000, most: 30_000 },
        lostAfterMs: 3_000,
        ...more,
      });
      closing.unshift(() => users.close());
      closing.unshift(() => call('POST', `${users.url}/_control/leave`));
      return {
        url: users.url,
        summary: async () => (await call('GET', `${users.url}/summary`)).body,
      };
    },
    async close() {
      for (const end of closing) await end();
      await call('POST', `${host.url}/_control/stop-all`);
      await Promise.all([host.close(), balancer.close()]);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
