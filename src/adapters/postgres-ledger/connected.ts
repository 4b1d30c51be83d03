import { type RawBuilder, sql } from 'kysely';

/** Under which name a Davy that runs holds its connections; whoever only looks in has another. */
export const runsAs = 'davy';

/**
 * How many connections of Davys that run the database has: each holds one to hear notices, and asks
 * for work every second. Behind a pooler a connection outlives its Davy for a while.
 */
export const connected: RawBuilder<{ readonly n: number }> = sql`
  select count(*) as n from pg_stat_activity
  where datname = current_database()
    and application_name in (${runsAs}, ${`${runsAs} receiving`}, ${`${runsAs} listening`})`;
