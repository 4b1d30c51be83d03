import { mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startChild } from '../ack/child.ts';
import { type Ending, judge, type Verdict } from './judge.ts';
import { Entry, Machine } from './journal.ts';
import { environmentFor, type Replicas, replicasOf } from './replicas.ts';
import { begin, startStore, type Store } from './set-up.ts';
import { davyYml, servicesNamed } from './settings.ts';
import { keepAsking } from './slack-client.ts';

/** So many services and replicas, and how many releases move at once. */
export type Size = {
  readonly replicas: number;
  readonly services: number;
  readonly moving: number;
  /** How long an outside call takes. */
  readonly callMs: number;
  /** How long users are watched between two batches. */
  readonly betweenSeconds: number;
};

/** What goes on while releases move. `turnBad` makes the new build of a service bad. */
export type Play<Seen> = (stage: {
  readonly replicas: Replicas;
  readonly store: Store;
  readonly moving: readonly string[];
  readonly turnBad: (service: string) => Promise<void>;
}) => Promise<Seen>;

export type Played<Seen> = {
  readonly seen: Seen;
  readonly verdict: Verdict;
  readonly journal: readonly Entry[];
  readonly acked: number;
};

const patienceMs = 10 * 60_000;
/** Whatever was posted or called late has come by then. */
const quietMs = 15_000;

/** Lets replicas move releases while something goes on, and judges what is left at the end. */
export async function playScene<Seen>(
  size: Size,
  say: (line: string) => void,
  play: Play<Seen>,
): Promise<Played<Seen>> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-replicas-'));
  // The database may run as another user, who has to get through here.
  chmodSync(dir, 0o755);
  const services = servicesNamed(size.services);
  const vendors = startChild(new URL('./vendors.ts', import.meta.url), {
    services,
    callMs: size.callMs,
  });
  const store = await startStore(join(dir, 'store'));
  const address = await vendors.line();
  const config = join(dir, 'davy.yml');
  writeFileSync(config, davyYml(address, services, size.betweenSeconds));
  const home = { dir, vendors: address, config, databaseUrl: store.url };
  const replicas = replicasOf(home, size.replicas);
  try {
    return await onStage({ size, say, services, store, replicas, address }, play, () =>
      begin(store, environmentFor(home, 0, 1), services.slice(0, size.moving)),
    );
  } finally {
    await replicas.stop();
    await vendors.stop();
    await store.stop();
    if (process.env['KEEP'] === undefined) rmSync(dir, { recursive: true, force: true });
  }
}

type Stage = {
  readonly size: Size;
  readonly say: (line: string) => void;
  readonly services: readonly string[];
  readonly store: Store;
  readonly replicas: Replicas;
  readonly address: string;
};

async function onStage<Seen>(
  { size, say, services, store, replicas, address }: Stage,
  play: Play<Seen>,
  start: () => Promise<void>,
): Promise<Played<Seen>> {
  const moving = services.slice(0, size.moving);
  const wanted = new Map<string, Ending>(moving.map((service) => [service, 'live']));
  await start();
  for (let which = 0; which < replicas.count; which += 1) await replicas.start(which);
  await until('all releases move users', async () => (await countMoving(store)) >= size.moving);
  say(`${size.moving} releases of ${size.services} services move, ${replicas.count} replicas`);
  const asking = keepAsking(replicas, services, address);
  const seen = await play({
    replicas,
    store,
    moving,
    turnBad: async (service) => {
      // Where the start took long it may be through with its first batch: then it is too late.
      if (!(await isAtFirstBatch(store, service)))
        return say(`${service} went on before it could turn bad`);
      wanted.set(service, 'rolled-back');
      await fetch(`${address}/_bad/${service}`);
    },
  });
  const acked = await asking.stop();
  await until('all releases end', async () => (await countOpen(store)) === 0);
  await sleep(quietMs);
  const journal = z.array(Entry).parse(await asked(`${address}/_journal`));
  const machines = z.array(Machine).parse(await asked(`${address}/_machines`));
  const left = await leftIn(store);
  return {
    seen,
    journal,
    acked: acked.length,
    verdict: judge({ wanted, journal, machines, acked, ...left }),
  };
}

async function leftIn(store: Store) {
  const Name = z.object({ name: z.string() });
  const Count = z.object({ n: z.coerce.number() });
  const stored = await store.ask(
    `select body->'slack'->>'trigger_id' as name from inbox where answered_at is not null`,
    Name,
  );
  const [undone] = await store.ask(
    `select count(*) as n from effects where done_at is null and superseded_at is null`,
    Count,
  );
  return {
    ended: await store.ask(
      `select distinct on (service) service, state->'phase'->>'kind' as phase
       from releases order by service, ordinal desc`,
      z.object({ service: z.string(), phase: z.string() }),
    ),
    stored: stored.map(({ name }) => name),
    undone: undone?.n ?? Number.NaN,
    wrong: await store.verify(),
  };
}

async function isAtFirstBatch(store: Store, service: string): Promise<boolean> {
  const of = `where service = '${service}' and state->'phase'->>'kind' = 'migrating'`;
  return (await count(store, `${of} and (state->'phase'->>'batch')::int = 0`)) === 1;
}

async function countMoving(store: Store): Promise<number> {
  return count(store, `where moving and state->'phase'->>'kind' = 'migrating'`);
}

async function countOpen(store: Store): Promise<number> {
  return count(store, 'where open');
}

async function count(store: Store, where: string): Promise<number> {
  const [row] = await store.ask(
    `select count(*) as n from releases ${where}`,
    z.object({ n: z.coerce.number() }),
  );
  return row?.n ?? 0;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const since = Date.now(); Date.now() - since < patienceMs; await sleep(500))
    if (await holds().catch(() => false)) return;
  throw new Error(`waited in vain: ${what}`);
}

async function asked(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}
