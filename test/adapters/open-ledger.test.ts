import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLedger } from '../../src/adapters/open-ledger.ts';
import { freshDirectories } from '../support/directories.ts';
import { start } from '../support/ledger-samples.ts';

const fresh = freshDirectories();

it('opens a ledger of its own, seals its record into the log, and finds it again', async () => {
  const dataDir = join(await fresh(), 'data');
  let seal: (facts: object) => void = () => {};
  const sealed = new Promise<object>((resolve) => {
    seal = resolve;
  });
  const log = {
    info: (facts: object, text: string) => {
      if (text === 'sealed the record') seal(facts);
    },
    warn: () => {},
  };
  const first = await openLedger({ url: undefined, dataDir, log, sealAt: '* * * * * *' });
  await start(first.ledger, 'board', 'rel_1');
  expect(await sealed).toEqual({ checkpoint: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await first.ledger.close();
  await first.stop();

  const second = await openLedger({ url: undefined, dataDir, log });
  expect(await second.ledger.release('rel_1')).toMatchObject({ id: 'rel_1' });
  await second.ledger.close();
  await second.stop();
});

it('opens the ledger at an address, and never says its password', async () => {
  const dataDir = join(await fresh(), 'data');
  const log = { info: () => {}, warn: () => {} };
  const own = await openLedger({ url: undefined, dataDir, log });
  const socket = encodeURIComponent(join(dataDir, 'socket'));
  const { ledger, where, stop } = await openLedger({
    url: `postgres://davy:hunter2@localhost/davy?host=${socket}`,
    ownerUrl: `postgres://davy_owner@localhost/davy?host=${socket}`,
    dataDir,
    log,
  });
  expect(where).toBe('PostgreSQL at localhost/davy');
  expect(await ledger.verify()).toEqual([]);
  await ledger.close();
  await stop();
  await own.ledger.close();
  await own.stop();
});
