import type { Transaction } from 'kysely';
import type { KnownIssue } from '../../release/state/known-issue.ts';
import type { SeenError } from '../../release/state/seen-error.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { readable } from './rows/exact.ts';
import { KnownIssueRow, SeenErrorRow } from './rows/seen-error.ts';
import type { Tables } from './tables.ts';

/**
 * Keeps words on errors in the transaction that took them. What could not be read again is not
 * stored.
 */
export async function saveKnown(
  trx: Transaction<Tables>,
  known: readonly KnownIssue[],
): Promise<void> {
  for (const one of known) {
    const text = canonical(one);
    readable(KnownIssueRow, text);
    await trx
      .insertInto('known_issues')
      .values({ service: one.service, fingerprint: one.fingerprint, said_at: one.at, known: text })
      .onConflict((conflict) =>
        conflict.columns(['service', 'fingerprint']).doUpdateSet({ said_at: one.at, known: text }),
      )
      .execute();
  }
}

/** The newest word first. */
export async function knownIssues(db: Database, service: string): Promise<readonly KnownIssue[]> {
  const rows = await db
    .selectFrom('known_issues')
    .select('known')
    .where('service', '=', service)
    .orderBy('said_at', 'desc')
    .orderBy('fingerprint')
    .execute();
  return rows.map(({ known }) => KnownIssueRow.parse(known));
}

/** Keeps errors of builds, each once. */
export async function saveErrors(db: Database, errors: readonly SeenError[]): Promise<void> {
  if (errors.length === 0) return;
  const rows = errors.map((error) => {
    const text = canonical(error);
    readable(SeenErrorRow, text);
    return {
      service: error.service,
      version: error.version,
      fingerprint: error.issue.id,
      place: error.place,
      error: text,
    };
  });
  await db
    .insertInto('seen_errors')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['service', 'version', 'fingerprint'])
        .doUpdateSet((row) => ({ error: row.ref('excluded.error') })),
    )
    .execute();
}

/** In the order they were found. */
export async function errorsOf(
  db: Database,
  service: string,
  version: string,
): Promise<readonly SeenError[]> {
  const rows = await db
    .selectFrom('seen_errors')
    .select('error')
    .where('service', '=', service)
    .where('version', '=', version)
    .orderBy('place')
    .orderBy('fingerprint')
    .execute();
  return rows.map(({ error }) => SeenErrorRow.parse(error));
}
