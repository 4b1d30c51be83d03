import { createServer } from 'node:http';
import type { Answered } from '../standin/exchange.ts';
import { type Journal, openJournal } from '../standin/journal.ts';
import { serve } from '../standin/serve.ts';
import { administer, balancerEntry, type BalancerEntry } from './admin.ts';
import { newProxy } from './proxy.ts';
import { slowDown } from './slow-down.ts';
import { readTable, tableKeeper } from './state.ts';
import { startStore } from './store.ts';
import { forgetIdle, type Table } from './targets.ts';

/** Ports 0 mean any. */
export type BalancerOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly adminPort: number;
  readonly storePort: number;
  readonly connectionsMax: number;
};

/**
 * The addresses of a running balancer: for users, for those who run it, and the board store beside
 * it.
 */
export type Balancer = {
  readonly url: string;
  readonly adminUrl: string;
  readonly storeUrl: string;
  close(): Promise<void>;
};

/** A connection that nobody uses is kept for so long, as a balancer of AWS keeps it. */
const keptMs = 60_000;
const checkEveryMs = 500;
const badChecksMax = 2;

/** Starts the sticky balancer: a board's users are all on one server. */
export async function startBalancer(options: BalancerOptions): Promise<Balancer> {
  const table = readTable(options.dataDir);
  const keep = tableKeeper(options.dataDir);
  const journal = openJournal<BalancerEntry>(options.dataDir, 'balancer', (value) =>
    balancerEntry.parse(value),
  );
  let isOver = false;
  // What was on its way when it closed fails a moment later, and is nobody's any more.
  const note = (kind: BalancerEntry['kind'], target: string) => {
    if (!isOver) journal.append({ atMs: Date.now(), kind, target });
  };
  const lose = (target: string) => {
    if (table.unhealthy.has(target)) return;
    table.unhealthy.add(target);
    note('unhealthy', target);
  };
  const proxy = newProxy(table, lose);
  const front = createServer({ keepAliveTimeout: keptMs }, proxy.request);
  front.on('upgrade', proxy.upgrade);
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(options.port, '127.0.0.1', resolve);
  });
  const store = await startStore({
    port: options.storePort,
    connectionsMax: options.connectionsMax,
  });
  const admin = await serve({
    port: options.adminPort,
    tooMany: slowDown,
    answer: (asked) => administer(table, note, asked),
    control: ({ url: { pathname } }) => readBooks(table, journal, pathname),
  });
  const checks = setInterval(() => {
    forgetIdle(table, Date.now());
    keep(table);
  }, 200);
  const health = checkHealth(table, note, lose);
  const address = front.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const close = async () => {
    clearInterval(checks);
    clearInterval(health);
    keep(table);
    isOver = true;
    front.close();
    front.closeAllConnections();
    await Promise.all([admin.close(), store.close()]);
  };
  return { url: `http://127.0.0.1:${port}`, adminUrl: admin.url, storeUrl: store.url, close };
}

/** What the balancer wrote down, for those who check afterwards. */
function readBooks(
  { traffic }: Table,
  journal: Journal<BalancerEntry>,
  path: string,
): Answered | undefined {
  if (path === '/_control/journal') return { status: 200, body: journal.entries() };
  return path === '/_control/traffic' ? { status: 200, body: traffic.book.stages } : undefined;
}

function checkHealth(
  table: Table,
  note: (kind: BalancerEntry['kind'], target: string) => void,
  lose: (target: string) => void,
): NodeJS.Timeout {
  const bad = new Map<string, number>();
  const asked = new Set<string>();
  const check = async (id: string, address: string) => {
    // One question at a time: a moment in which this process itself stands still is one bad answer.
    if (asked.has(id)) return;
    asked.add(id);
    const ok = await isHealthy(address);
    asked.delete(id);
    bad.set(id, ok ? 0 : (bad.get(id) ?? 0) + 1);
    if (ok && table.unhealthy.delete(id)) note('healthy', id);
    if ((bad.get(id) ?? 0) >= badChecksMax) lose(id);
  };
  return setInterval(() => {
    for (const { id, address } of table.targets.values()) void check(id, address);
  }, checkEveryMs);
}

async function isHealthy(address: string): Promise<boolean> {
  try {
    const response = await fetch(`http://${address}/healthz`, {
      signal: AbortSignal.timeout(2_000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
