import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Build } from '../repository/create.ts';

const server = z.object({ id: z.string(), state: z.string(), address: z.string().nullable() });

/** Makes an image of a build, as a build pipeline would. Its behaviour is in its code and nowhere else. */
export async function register(hostUrl: string, repository: string, build: Build): Promise<void> {
  const { version, commit } = build;
  await call('POST', `${hostUrl}/images`, { service: 'board', version, repository, commit });
}

/** Brings the first servers up and opens them, unless there are servers already. */
export async function serveLive({ hostUrl, balancerUrl, image, servers }: { readonly hostUrl: string; readonly balancerUrl: string; readonly image: string; readonly servers: number }): Promise<void> {
  const here = z.array(server).parse(await call('GET', `${hostUrl}/servers?service=board`));
  if (!here.some(({ state }) => state !== 'terminated')) {
    await Promise.all(Array.from({ length: servers }, (_, slot) => call('POST', `${hostUrl}/servers`, order(image, slot, Date.now()))));
  }
  const untilMs = Date.now() + 20_000;
  while (Date.now() < untilMs) {
    const found = z.array(server).parse(await call('GET', `${hostUrl}/servers?service=board`)).filter(({ state }) => state !== 'terminated');
    if (found.length > 0 && (await Promise.all(found.map(isHealthy))).every(Boolean)) return openFirst(balancerUrl, found);
    await sleep(100);
  }
  throw new Error('the first servers did not become healthy');
}

function order(image: string, slot: number, at: number): object {
  return { token: `first-${at}-${slot}`, service: 'board', image, protected: true, tags: { service: 'board', release: '', slot: String(slot) } };
}

async function isHealthy({ address }: z.infer<typeof server>): Promise<boolean> {
  if (address === null) return false;
  try {
    const response = await fetch(`http://${address}/healthz`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Only servers the balancer does not know yet are opened: what Davy closed stays closed. */
async function openFirst(balancerUrl: string, servers: readonly z.infer<typeof server>[]): Promise<void> {
  const known = z.array(z.object({ id: z.string() })).parse(await call('GET', `${balancerUrl}/targets`));
  if (known.length > 0) return;
  for (const { id, address } of servers) await call('PUT', `${balancerUrl}/targets/${id}`, { address, admits: true });
}

async function call(method: string, url: string, body?: object): Promise<unknown> {
  const init = { method, headers: { 'content-type': 'application/json' }, signal: AbortSignal.timeout(10_000) };
  const response = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
