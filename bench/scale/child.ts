import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { Client } from 'pg';
import { z } from 'zod';
import { openDatabase } from '../../src/adapters/postgres-ledger/database.ts';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { claimWork } from '../../src/adapters/postgres-ledger/claims.ts';
import { redrawAll } from '../../src/assemble/redraw-all.ts';
import { lanes } from '../../src/release/state/decision.ts';

const Role = z.object({
  host: z.string(),
  port: z.number(),
  user: z.string(),
  database: z.string(),
});
const Options = z.object({
  config: Role,
  owner: Role,
  services: z.number(),
  looks: z.number(),
});

// A process of its own for each measurement: what it takes belongs to it alone.
const { config, owner, services, looks } = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
const ledger = await openPostgresLedger({ config, owner, server: 'ours' });
// As Davy does at its start: what is open may have changed while it slept.
const names = Array.from({ length: services }, (_, index) => `svc-${index + 1}`);
await redrawAll(
  names,
  { open: (service) => ledger.open(service), wake: async () => {} },
  { now: () => 0, wall: () => 0 },
);
// Where the process before us stopped.
let now = ((await ledger.nextDue(['watch'])) ?? 0) + services;
await look();
const startMs = performance.now();
const startNode = process.cpuUsage();
const startPostgres = await backends();
// What is read once and remembered is no part of a look: every line was looked at before.
for (const name of names) await ledger.line(name);
for (let warm = 0; warm < looks / 4; warm += 1) await look();

const before = { node: process.cpuUsage(), postgres: await backends() };
for (let done = 0; done < looks; done += 1) await look();
const node = process.cpuUsage(before.node);
const after = await backends();
// Connections grow old and are replaced: what a new one took counts whole.
const spent = [...after].map(([pid, ns]) => ns - (before.postgres.get(pid) ?? 0));
console.log(
  JSON.stringify({
    nodeMs: (node.user + node.system) / 1_000 / looks,
    postgresMs: spent.reduce((sum, ns) => sum + ns, 0) / 1e6 / looks,
    rowsPerClaim: await rowsPerClaim(),
    startCpuMs:
      (startNode.user + startNode.system) / 1_000 +
      [...startPostgres.values()].reduce((sum, ns) => sum + ns, 0) / 1e6,
    startMs,
    memoryMb: held(),
    residentMb: process.memoryUsage.rss() / 2 ** 20,
  }),
);
await ledger.close();

/** What Davy holds (MB), without what the next collection of garbage finds. */
function held(): number {
  if (!globalThis.gc) throw new Error('Node was started without --expose-gc.');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

/** The ledger's part of one look: what is claimed is read, judged, noted and given back. */
async function look(): Promise<void> {
  now += 1;
  const claim = await ledger.claim(lanes, now);
  if (!claim) throw new Error('nothing was due');
  const release = await ledger.release(claim.key);
  if (!release) throw new Error(`there is no ${claim.key}`);
  await ledger.line(release.service);
  await ledger.pending(claim);
  await ledger.renew(claim);
  await ledger.saveReadings(release.id, now, []);
  await ledger.decide(
    {
      service: release.service,
      release: release.id,
      event: { kind: 'time-passed', at: now },
      claim,
    },
    (line, found) =>
      found
        ? { kind: 'measured-only', line, release: found }
        : { kind: 'refused', code: 'stale', because: { says: 'noRelease', values: [] } },
    () => [{ key: release.id, lane: 'slack', dueAt: 1e15 }],
  );
  await ledger.settle(claim, { dueAt: now + services, failed: false, now });
}

/** How long each of our connections has kept a processor of the server busy (ns). */
async function backends(): Promise<ReadonlyMap<number, number>> {
  const client = new Client(config);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() and application_name = 'davy'`,
  );
  await client.end();
  return new Map(
    rows.map(({ pid }) => [
      pid,
      Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]),
    ]),
  );
}

async function rowsPerClaim(): Promise<number> {
  const db = openDatabase(config, { max: 1, server: 'ours' });
  const { claim, read } = await db.transaction().execute(async (trx) => {
    const claimed = await claimWork(trx, lanes, now + 1);
    const { rows } = await sql<{ rows: number }>`
      select seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables
      where relname = 'wakes'`.execute(trx);
    return { claim: claimed, read: rows[0]?.rows ?? Number.NaN };
  });
  await db.destroy();
  if (claim) await ledger.settle(claim, { dueAt: now + services, failed: false, now });
  return read;
}
