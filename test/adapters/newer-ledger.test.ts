import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { NewerRow } from '../../src/ports/errors.ts';
import { start } from '../support/ledger-samples.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';

let store: Awaited<ReturnType<typeof embeddedStore>>;
let opened: OpenedPostgres;
beforeAll(async () => {
  store = await embeddedStore();
});
afterAll(() => store.stop());
beforeEach(async () => {
  opened = await store.open();
});
afterEach(() => opened.close());

describe('an older Davy', () => {
  it('does not act on a row that a newer version wrote, and knows why', async () => {
    await start(opened.ledger, 'board', 'rel_1');
    await ask(opened.admin, `update releases set state = state || '{"shield": true}'`);
    await expect(opened.ledger.release('rel_1')).rejects.toThrow(NewerRow);
    await expect(opened.ledger.release('rel_1')).rejects.toThrow('shield');
    await ask(
      opened.admin,
      `update releases set state = (state - 'shield') || '{"phase": {"kind": "shielded"}}'`,
    );
    await expect(opened.ledger.release('rel_1')).rejects.toThrow(NewerRow);
  });

  it('does not start where a newer version was, and says what to do', async () => {
    await ask(
      opened.admin,
      "insert into kysely_migration (name, timestamp) values ('999-shields', '2027-01-01')",
    );
    await expect(
      openPostgresLedger({ config: opened.config, owner: opened.owner! }),
    ).rejects.toThrow('Start the newer version again');
  });
});
