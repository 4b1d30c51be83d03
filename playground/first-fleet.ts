import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { call } from './call.ts';
import type { Repository } from './repository/create.ts';

const Listed = z.array(
  z.object({ id: z.string(), state: z.string(), address: z.string().nullable() }),
);
/** All weights of a balancer together. */
const wholeWeight = 10_000;

/** Makes every build launchable, as an image pipeline would. */
export async function registerImages(
  hostUrl: string,
  { folder, live, older, builds }: Repository,
  service = 'board',
): Promise<void> {
  for (const { version, commit } of [...older, live, ...builds])
    await call(`${hostUrl}/images`, 'POST', { service, version, repository: folder, commit });
}

/**
 * The servers that were there before Davy: launched once, open to users, protected like every
 * other.
 */
export async function launchFirstFleet(
  hostUrl: string,
  balancerAdminUrl: string,
  image: string,
  servers: number,
  service = 'board',
): Promise<void> {
  for (let slot = 0; slot < servers; slot += 1)
    await call(`${hostUrl}/servers`, 'POST', {
      token: `before-davy-${slot}`,
      service,
      image,
      protected: true,
      tags: { slot: String(slot), release: '', service },
    });
  const running = await untilRunning(hostUrl, servers, service);
  for (const { id, address } of running)
    await call(`${balancerAdminUrl}/targets/${id}`, 'PUT', { address, admits: true });
}

/** Shares all requests evenly among the servers there are, where the balancer follows weights. */
export async function shareEvenly(
  hostUrl: string,
  balancerAdminUrl: string,
  service: string,
): Promise<void> {
  const servers = Listed.parse(await call(`${hostUrl}/servers?service=${service}`));
  const upTo = (i: number) => Math.round((i * wholeWeight) / servers.length);
  const weights = servers.map(({ id }, i) => [id, upTo(i + 1) - upTo(i)] as const);
  await call(`${balancerAdminUrl}/weights`, 'PUT', Object.fromEntries(weights));
}

async function untilRunning(
  hostUrl: string,
  servers: number,
  service: string,
): Promise<z.infer<typeof Listed>> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const listed = Listed.parse(await call(`${hostUrl}/servers?service=${service}`));
    const running = listed.filter(({ state, address }) => state === 'running' && address !== null);
    if (running.length >= servers) return running;
    await sleep(100);
  }
  throw new Error('the first servers of the playground did not start within two minutes');
}
