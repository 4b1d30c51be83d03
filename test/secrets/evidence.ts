import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { call } from '../../playground/call.ts';
import type { World } from '../../playground/world.ts';

/** A place where people or machines read what Davy wrote, and everything that stands there. */
export type Page = { readonly place: string; readonly text: string };

/**
 * The log, what was said in Slack, the incidents, the tickets, the metrics and every row of the
 * database.
 */
export async function everythingWritten(world: World): Promise<readonly Page[]> {
  const {
    addresses: { slack, pagerduty, jira },
    davy,
  } = world;
  const text = async (url: string) => JSON.stringify(await call(url));
  const incidents = z
    .array(z.object({ event: z.looseObject({ payload: z.unknown().optional() }) }))
    .parse(await call(`${pagerduty}/_control/journal`));
  return [
    { place: 'the log', text: readFileSync(davy.logFile, 'utf8') },
    { place: 'Slack', text: await text(`${slack}/_control/journal`) },
    // The key itself is what an incident is sent with; what people read of it is the payload.
    { place: 'PagerDuty', text: JSON.stringify(incidents.map(({ event }) => event.payload)) },
    { place: 'Jira', text: await text(`${jira}/_control/issues`) },
    { place: '/metrics', text: await (await fetch(`${davy.url}/metrics`)).text() },
    ...(await tablesOf(join(world.dir, 'davy'))),
  ];
}

async function tablesOf(data: string): Promise<readonly Page[]> {
  const [, , , , socket = ''] = readFileSync(
    join(data, 'postgres', 'postmaster.pid'),
    'utf8',
  ).split('\n');
  const client = new Client({ host: socket, port: 5432, user: 'postgres', database: 'davy' });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select table_schema || '.\"' || table_name || '\"' as name " +
        "from information_schema.tables where table_type = 'BASE TABLE' " +
        "and table_schema not in ('pg_catalog', 'information_schema')",
    );
    const pages: Page[] = [];
    for (const { name } of rows) {
      const { rows: found } = await client.query<{ row: string }>(
        `select row_to_json(each)::text as row from ${name} as each`,
      );
      pages.push({ place: `the table ${name}`, text: found.map(({ row }) => row).join('\n') });
    }
    return pages;
  } finally {
    await client.end();
  }
}
