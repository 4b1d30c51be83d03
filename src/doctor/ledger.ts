import type { Environment } from '../config/environment.ts';
import { ledgerReach } from '../vendors/ledger.ts';
import type { ClockElsewhere } from './clocks.ts';
import { type Finding, ill, note, well } from './finding.ts';

type Named = Pick<Environment, 'DATABASE_URL' | 'DATABASE_LISTEN_URL' | 'DATABASE_POOL'>;

/** What PostgreSQL keeps for its administrators. */
const keptBack = 3;
/** Connections of a replica beside its pool: two for Slack's requests, one that hears notices. */
const beside = 3;

/** What was found, and what time it is in the database. */
type LedgerSeen = {
  readonly findings: readonly Finding[];
  readonly clocks: readonly ClockElsewhere[];
};

/** Looks at the database Davy would write into; its own one is started by Davy itself. */
export async function lookAtLedger(
  { DATABASE_URL: url, DATABASE_LISTEN_URL: listen, DATABASE_POOL: pool }: Named,
  now: () => number,
): Promise<LedgerSeen> {
  if (url === undefined)
    return { findings: [well('the ledger is a PostgreSQL of Davy’s own')], clocks: [] };
  const { host, pathname } = new URL(url);
  const place = `the ledger at ${host}${pathname}`;
  try {
    const found = await ledgerReach(url, listen);
    const clock = { of: 'the database', aheadMs: found.nowMs - now() };
    const replicas = Math.floor((found.connections - keptBack) / (pool + beside));
    const room = found.pooled
      ? 'through a pooler'
      : `${found.connections} connections, enough for ${replicas} replicas`;
    return {
      findings: [
        well(`${place} answers: PostgreSQL ${found.version}, ${room}`),
        ...notices(found.pooled, found.hears),
      ],
      clocks: [clock],
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return {
      findings: [
        ill(`${place} does not answer (${why})`, 'Check DATABASE_URL and DATABASE_LISTEN_URL'),
      ],
      clocks: [],
    };
  }
}

function notices(pooled: boolean, hears: boolean | null): readonly Finding[] {
  if (hears === true) return [well('notices arrive at DATABASE_LISTEN_URL')];
  if (hears === false)
    return [
      ill(
        'no notice arrives at DATABASE_LISTEN_URL',
        'Name the server itself and the same database: a pooler that lends connections by the ' +
          'transaction carries no notices',
      ),
    ];
  return pooled
    ? [
        note(
          'replicas find each other’s work within a second; ' +
            'with DATABASE_LISTEN_URL (the server itself) they hear of it at once',
        ),
      ]
    : [];
}
