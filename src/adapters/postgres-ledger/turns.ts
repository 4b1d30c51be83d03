import { sql, type Transaction } from 'kysely';
import type { Event } from '../../release/state/event.ts';
import type { Release } from '../../release/state/release.ts';
import { type Chronicle, turnOf } from '../../release/state/turn.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { readable } from './rows/exact.ts';
import { ReleaseRow } from './rows/release.ts';
import { TurnRow } from './rows/turn.ts';
import type { Tables } from './tables.ts';
import { buildKey } from '../../release/state/keys.ts';

/** Writes down what an event left a release as, in the event's own transaction. */
export async function addTurn(
  trx: Transaction<Tables>,
  release: Release,
  event: Event,
): Promise<void> {
  const turn = turnOf(release, event);
  const text = canonical(turn);
  readable(TurnRow, text);
  await trx
    .insertInto('turns')
    .values({ release: turn.release, seq: turn.seq, at: turn.at, turn: text })
    .execute();
}

/** Releases that took a turn in the period or are open, with those they carry; oldest first. */
export async function chroniclesOf(
  db: Database,
  since: number,
  until: number,
): Promise<readonly Chronicle[]> {
  const ofBuild = buildKey({ service: '%s', version: '%s' });
  const { rows } = await sql<{ state: unknown; turns: unknown[]; messages: number; pings: number }>`
    with meant as (
      select id, ordinal, service, state from releases
      where open or id in
        (select release from turns where at >= ${since}::float8 and at < ${until}::float8)
    ), wanted as (
      select * from meant
      union
      select carried.id, carried.ordinal, carried.service, carried.state from releases as carried
      where carried.id in (select jsonb_array_elements_text(meant.state->'carries') from meant)
    )
    select state,
      coalesce((select jsonb_agg(turn order by seq) from turns where release = wanted.id), '[]')
        as turns,
      coalesce(posted.messages, 0) as messages, coalesce(posted.pings, 0) as pings
    from wanted left join lateral (
      select count(*)::int as messages, sum(messages.pings)::int as pings from messages
      where ts is not null and (subject = wanted.id
        or (wanted.state->>'kind' = 'prerelease'
          and subject = format(
            ${ofBuild}::text, wanted.service, wanted.state->'build'->>'version')))
    ) as posted on true
    order by ordinal`.execute(db);
  return rows
    .map(({ state, turns, messages, pings }) => ({
      release: ReleaseRow.parse(state),
      turns: turns.map((turn) => TurnRow.parse(turn)),
      messages,
      pings,
    }))
    .filter(({ release }) => release.at < until);
}
