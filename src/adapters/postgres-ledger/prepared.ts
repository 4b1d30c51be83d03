import { createHash } from 'node:crypto';
import type { PostgresPool } from 'kysely';
import type { Pool } from 'pg';
import { poolThat } from './asking.ts';

/**
 * Lets PostgreSQL plan each statement once per connection instead of each time: a look at a release
 * takes a dozen small statements, and planning them cost more than doing them. Names do not survive
 * a pooler that lends connections by the transaction, so this is for our own server only.
 */
export function prepared(pool: Pool): PostgresPool {
  const names = new Map<string, string>();
  return poolThat(pool, (client, text, values) =>
    client.query<Record<string, unknown>>({
      name: nameOf(names, text),
      text,
      values: [...values],
    }),
  );
}

function nameOf(names: Map<string, string>, text: string): string {
  const before = names.get(text);
  if (before !== undefined) return before;
  const made = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, made);
  return made;
}
