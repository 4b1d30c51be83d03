import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { downgrade } from '../../src/adapters/postgres-ledger/downgrade.ts';
import { migrate, openMigrator } from '../../src/adapters/postgres-ledger/migrate.ts';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { BuildRow } from '../../src/adapters/postgres-ledger/rows/build.ts';
import { LineRow } from '../../src/adapters/postgres-ledger/rows/release.ts';
import { blocked, build } from '../support/a-release.ts';
import { moved } from '../../src/release/state/outcome.ts';
import { moveOn, passed, start } from '../support/ledger-samples.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';

const before = '025-job-notes';
const bars = [blocked(), blocked({ version: '1.43.0', image: 'another' })];

let store: Awaited<ReturnType<typeof embeddedStore>>;
let opened: OpenedPostgres;
let older: string;
beforeAll(async () => {
  store = await embeddedStore();
  older = mkdtempSync(join(tmpdir(), 'davy-older-'));
  for (const file of readdirSync('migrations'))
    if (file <= `${before}.sql`) cpSync(join('migrations', file), join(older, file));
});
afterAll(async () => {
  rmSync(older, { recursive: true });
  await store.stop();
});
beforeEach(async () => {
  opened = await store.open();
  await start(opened.ledger, 'board', 'rel_1');
  await moveOn(opened.ledger, 'board', 'rel_1', { line: { blocked: bars } });
});
afterEach(() => opened.close());

/** What an older Davy does at its start. */
async function startOlder(): Promise<void> {
  const owner = openMigrator(opened.owner!);
  try {
    await migrate(owner, pathToFileURL(`${older}/`));
  } finally {
    await owner.destroy();
  }
}

describe('a ledger that a newer Davy brought on', () => {
  it('refuses the older one with the command that takes it back', async () => {
    await expect(startOlder()).rejects.toThrow(`npm run davy -- downgrade ${before}`);
  });

  it('is taken back, so that the older one starts and reads it, and forward again', async () => {
    // An older one knows no build without an image, so what was found becomes the build's.
    for (const version of ['1.44.0', '1.45.0'])
      await opened.ledger.addBuild({ ...build(version), image: null });
    const given = [{ service: 'board', version: '1.44.0', image: 'ami-found' }];
    await opened.ledger.decide(
      { service: 'board', release: null, event: passed },
      (line) => moved(line, null, { given }),
      () => [],
    );
    await Promise.all([opened.ledger.close(), opened.second.close()]);
    const undone = await downgrade(opened.owner!, '025');
    expect(undone).toMatchObject({ kind: 'undone' });
    const rows = await ask<{ build: unknown }>(opened.admin, 'select build from builds');
    expect(rows.map((one) => BuildRow.parse(one.build))).toEqual([
      build('1.44.0', { image: 'ami-found' }),
    ]);
    expect(undone).toHaveProperty('steps', expect.arrayContaining(['026-blocked-builds']));
    const plans = await ask<{ plan: object }>(
      opened.admin,
      `select state->'plan' as plan from releases`,
    );
    expect(plans.map(({ plan }) => 'judge' in plan)).toEqual([false]);
    await startOlder();
    const [row] = await ask<{ state: unknown }>(opened.admin, 'select state from lines');
    expect(LineRow.parse(row?.state).blocked).toEqual(bars);
    const again = await openPostgresLedger({ config: opened.config, owner: opened.owner! });
    expect((await again.line('board')).blocked).toEqual(bars);
    await moveOn(again, 'board', 'rel_1', { line: { blocked: [] } });
    expect((await again.line('board')).blocked).toEqual([]);
    await again.close();
  });

  it('stays as it is while a Davy is connected, and where a step cannot be undone', async () => {
    expect(await downgrade(opened.owner!, before)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('stop it first'),
    });
    await Promise.all([opened.ledger.close(), opened.second.close()]);
    expect(await downgrade(opened.owner!, '017')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('025-job-notes'),
    });
    expect(await downgrade(opened.owner!, '999')).toMatchObject({ kind: 'refused' });
    await expect(startOlder()).rejects.toThrow('a newer Davy brought this ledger to');
  });
});
