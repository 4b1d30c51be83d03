import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Standin, serve } from '../standin/serve.ts';

/** How many people read pages at the same time, and how long each reads one (ms). */
export type VisitorsOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly url: string;
  readonly people: number;
  readonly readMs: number;
};

const page = z.object({ version: z.string() });
/** Somebody who read a page of a version not longer ago is still on it (ms). */
const stillThereMs = 1_000;
/** Nobody waits longer for a page (ms). A machine that is busy elsewhere is no fault of it. */
const patienceMs = 60_000;

/** Starts people who read page after page. Nothing keeps them on the server of their last one. */
export async function startVisitors(options: VisitorsOptions): Promise<Standin> {
  const counts = newCounts();
  const ending = new AbortController();
  // No most of connections: a request that waits for one does not know that it was used before.
  const agent = new Agent({ keepAlive: true });
  const crowd = Array.from({ length: options.people }, (_, i) =>
    visit(options, i, agent, counts, ending.signal),
  );
  const standin = await serve({
    port: options.port,
    tooMany: () => ({ status: 429, body: '' }),
    answer: ({ url }) =>
      url.pathname === '/summary'
        ? { status: 200, body: counts.summary(options.people) }
        : { status: 404, body: { error: 'not found' } },
    control: ({ method, url }) => {
      if (method !== 'POST' || url.pathname !== '/_control/reset') return undefined;
      counts.reset();
      return { status: 200, body: counts.summary(options.people) };
    },
  });
  return {
    ...standin,
    async close() {
      ending.abort();
      await Promise.all(crowd);
      agent.destroy();
      await standin.close();
    },
  };
}

async function visit(
  { url, readMs }: VisitorsOptions,
  number: number,
  agent: Agent,
  counts: ReturnType<typeof newCounts>,
  ending: AbortSignal,
): Promise<void> {
  for (let pages = 0; !ending.aborted; pages += 1) {
    await read(`${url}/portal/visitor-${number}/${pages}`, agent).then(
      (version) => counts.read(version),
      (cause: unknown) => counts.failed(String(cause)),
    );
    await sleep(readMs);
  }
}

/**
 * As a browser does it: where a connection that was kept is found closed, the page is asked for
 * again on another.
 */
function read(address: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const asked = get(address, { agent, timeout: patienceMs }, (answer) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`HTTP ${answer.statusCode}`));
        const said = page.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        return said.success ? resolve(said.data.version) : reject(said.error);
      });
    });
    let isGivenUp = false;
    asked.once('timeout', () => {
      isGivenUp = true;
      asked.destroy(new Error('no answer in a minute'));
    });
    asked.once('error', (cause) => {
      if (asked.reusedSocket && !isAnswered && !isGivenUp) resolve(read(address, agent));
      else reject(cause);
    });
  });
}

/** What all of them together lived through, in the words of the users' own summary. */
function newCounts() {
  const lastAtMs = new Map<string, number>();
  const faults = new Map<string, number>();
  let failedRequests = 0;
  let pages = 0;
  return {
    read(version: string) {
      pages += 1;
      lastAtMs.set(version, Date.now());
    },
    failed(why: string) {
      failedRequests += 1;
      faults.set(why, (faults.get(why) ?? 0) + 1);
    },
    reset() {
      failedRequests = 0;
      pages = 0;
      faults.clear();
    },
    summary(people: number) {
      const since = Date.now() - stillThereMs;
      const now = [...lastAtMs].filter(([, at]) => at >= since).map(([version]) => [version, 1]);
      const left = [...lastAtMs].filter(([, at]) => at < since);
      return {
        total: people,
        connected: now.length > 0 ? people : 0,
        pages,
        failedRequests,
        faults: Object.fromEntries(faults),
        lostStrokes: 0,
        slowestReconnectMs: 0,
        byVersion: Object.fromEntries(now),
        lastLeftAtMs: Object.fromEntries(left),
      };
    },
  };
}
