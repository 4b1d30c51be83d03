import { Client, type PoolConfig } from 'pg';
import { z } from 'zod';
import type { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { servicesOf } from '../../src/assemble/services.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeTell } from '../../src/engine/tell.ts';
import { davyYml, environmentOf, services } from '../ack/settings.ts';
import { worded } from '../../src/release/state/worded.ts';
import { buildOf } from '../ack/ledger.ts';

type Server = Awaited<ReturnType<typeof startEmbeddedPostgres>>;

/** A line with a release on it, as Davy itself stored them: what all others are copies of. */
export type Sample = { readonly line: string; readonly release: string };

const sampleService = services[0] ?? '';
const sampleId = 'rel_SAMPLE';
const named = `'svc-' || n`;

/** Tells one service's story through the door that every event takes, and reads its rows. */
export async function sampleFrom(server: Server): Promise<Sample> {
  const environment = environmentOf('http://127.0.0.1:9', {
    port: 0,
    data: '',
    config: 'davy.yml',
  });
  const loaded = loadConfig(environment, () => davyYml('http://127.0.0.1:9'));
  if (loaded.kind === 'faulty') throw new Error(loaded.faults.join('\n'));
  const service = servicesOf(loaded.config, loaded.environment)[sampleService];
  if (!service) throw new Error(`there is no service ${sampleService}`);
  const ledger = await openPostgresLedger({ ...server, server: 'ours' });
  const tell = makeTell({ ledger, clock: { now: () => Date.now(), wall: (at: number) => at } });
  const about = { service: service.name, release: null };
  const by = { id: 'U0ANA', name: 'ana' };
  const at = Date.now();
  await tell(about, {
    kind: 'adopted',
    at,
    by,
    build: buildOf(service.name, '2.0.0'),
    roster: { at, teams: { bench: [by.id] } },
    reason: '',
  });
  const started = await tell(about, {
    kind: 'return-started',
    at,
    by,
    id: sampleId,
    build: buildOf(service.name, '1.0.0'),
    plan: service.plan(),
    reason: 'for the benchmark',
    imageFound: true,
    capacity: 1,
  });
  await ledger.close();
  if (started.kind !== 'moved') throw new Error('the release of the sample did not start');
  const rows = await asked(
    server.config,
    // What it blocked stands beside it, and is not copied with it.
    `select ((lines.state - 'blockedHead') || '{"blocked": []}')::text as line,
       releases.state::text as release
     from lines join releases using (service)`,
  );
  return z.tuple([z.object({ line: z.string(), release: z.string() })]).parse(rows)[0];
}

/** A new database of Davy's with so many services, each with an open release. */
export async function newBooks(
  server: Server,
  sample: Sample,
  name: string,
  count: number,
): Promise<Pick<Server, 'config' | 'owner'>> {
  await asked(server.config, `create database ${name} owner davy_owner`);
  const place = {
    config: { ...server.config, database: name },
    owner: { ...server.owner, database: name },
  };
  await (await openPostgresLedger({ ...place, server: 'ours' })).close();
  const copied =
    `replace(replace($1, '${sampleId}', 'rel_' || n), ` +
    `'"${sampleService}"', '"' || ${named} || '"')::jsonb`;
  await asked(
    place.config,
    `insert into lines (service, state) select ${named}, ${copied}
     from generate_series(1, $2::int) as n`,
    [sample.line, count],
  );
  await asked(
    place.config,
    `insert into releases (id, service, kind, open, moving, state)
     select 'rel_' || n, ${named}, 'return', true, true, ${copied}
     from generate_series(1, $2::int) as n`,
    [sample.release, count],
  );
  await asked(
    place.config,
    `insert into wakes (key, lane, due_at)
     select 'rel_' || n, lane, case lane when 'watch' then n else 1e15 end
     from generate_series(1, $1::int) as n, unnest(array['watch', 'world', 'clock']) as lane`,
    [count],
  );
  return place;
}

/** Adds releases that ended long ago, with what each of them left behind. */
export async function addEnded(
  config: PoolConfig,
  sample: Sample,
  count: number,
  from: number,
  to: number,
): Promise<void> {
  const series = 'from generate_series($1::int, $2::int) as n';
  const range = [from + 1, to];
  await asked(
    config,
    `insert into releases (id, service, kind, open, moving, state, seq)
     select 'rel_OLD' || n, 'svc-' || (1 + n % $3::int), 'return', false, false,
       jsonb_set(replace(replace($4, '${sampleId}', 'rel_OLD' || n), '"${sampleService}"',
         '"svc-' || (1 + n % $3::int) || '"')::jsonb, '{phase}', '{"kind": "live", "at": 1}'), 2
     ${series}`,
    [...range, count, sample.release],
  );
  for (const statement of [
    `insert into events (stream, seq, body, hash)
     select 'rel_OLD' || n, seq, repeat('event ', 50), md5(n::text) || md5(seq::text)
     ${series}, generate_series(1, 2) as seq`,
    `insert into effects (key, lane, effect, done_at)
     select 'rel_OLD' || n, 'page', '{}', now() ${series}`,
    `insert into turns (release, seq, at, turn) select 'rel_OLD' || n, 1, 1, '{}' ${series}`,
    `insert into messages (subject, kind, channel, ts, hash)
     select 'rel_OLD' || n, 'card', 'C0', '1.1', md5(n::text) ${series}`,
  ])
    await asked(config, statement, range);
  await asked(config, 'vacuum analyze');
}

/** One of so many releases was rolled back, and its build is blocked ever since. */
const blockedOneOf = 100;

/** Blocks, on each line, what so long a history leaves blocked: by the door every event takes. */
export async function addBlocked(
  place: Pick<Server, 'config' | 'owner'>,
  count: number,
  ended: number,
): Promise<void> {
  const bars = Math.floor(ended / count / blockedOneOf);
  if (bars === 0) return;
  const blocked = Array.from({ length: bars }, (_, i) => ({
    version: `0.${i}.0`,
    image: `img-0-${i}-0`,
    because: worded('errors rose'),
    commit: 'c0ffee0',
    teams: ['owners'],
    at: i,
  }));
  const ledger = await openPostgresLedger({ ...place, server: 'ours' });
  for (let n = 1; n <= count; n += 1)
    await ledger.decide(
      { service: `svc-${n}`, release: null, event: { kind: 'time-passed', at: 0 } },
      (line) => ({
        kind: 'moved',
        line: { ...line, blocked },
        release: null,
        born: null,
        effects: [],
        supersedes: false,
      }),
      () => [],
    );
  await ledger.close();
}

/** One question of the administrator's, who is no subject of the guards that keep history. */
async function asked(
  config: PoolConfig,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly unknown[]> {
  const client = new Client({ ...config, user: 'postgres' });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
