import { type Reach, reachOf } from '../adapters/postgres-ledger/reach.ts';

/** How the database of these addresses is reached; asked by the doctor, who opens no ledger. */
export function ledgerReach(url: string, listenUrl: string | undefined): Promise<Reach> {
  return reachOf(
    { connectionString: url },
    listenUrl === undefined ? null : { connectionString: listenUrl },
  );
}
