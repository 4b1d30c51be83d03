import { type Checkpoint, makeCheckpoints } from './checkpoints.ts';
import { connected } from './connected.ts';
import type { Database } from './database.ts';
import { guarded } from './faults.ts';
import { forgetOld } from './forget.ts';
import { type Tampering, verify } from './verify.ts';

/** What only a real database has: seals over its history, their proof, and who else is there. */
export type Audit = {
  /**
   * To be called every few minutes; what comes back belongs outside the database. Also forgets what
   * nobody asks for any more.
   */
  checkpoint(): Promise<Checkpoint | null>;
  /** Empty when every event ever recorded is still there, unchanged. */
  verify(): Promise<readonly Tampering[]>;
  /** Whether a Davy runs on it, besides whoever asks under another name. */
  isAttended(): Promise<boolean>;
};

/** Over this database. */
export function audit(db: Database): Audit {
  return {
    checkpoint: () =>
      guarded('sealing the record', async () => {
        await forgetOld(db);
        return makeCheckpoints(db);
      }),
    verify: () => guarded('verifying the record', () => verify(db)),
    isAttended: () =>
      guarded('looking who is here', async () =>
        (await connected.execute(db)).rows.some(({ n }) => n > 0),
      ),
  };
}
