import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Changelog } from '../../src/changes/changelog.ts';
import { build } from '../support/a-release.ts';
import { moveOn, start } from '../support/ledger-samples.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const sandbox = 'board@sandbox';

describe.each(stores())('two lines of one product %s', (_name, make) => {
  let store: Store;
  let opened: Opened;
  beforeAll(async () => {
    store = await make();
  });
  afterAll(() => store.stop());
  beforeEach(async () => {
    opened = await store.open();
  });
  afterEach(() => opened.close());

  it('find the same builds, each under its own name', async () => {
    const { ledger, second } = opened;
    expect(await ledger.addBuild(build('1'))).toBe('added');
    expect(await second.addBuild(build('1', { service: sandbox }))).toBe('known');
    expect(await ledger.addBuild(build('1', { service: sandbox, image: 'other' }))).toBe(
      'conflict',
    );
    await ledger.addBuild(build('2'));
    expect(await ledger.build('board', '1')).toEqual(build('1'));
    expect(await ledger.build(sandbox, '1')).toEqual(build('1', { service: sandbox }));
    expect(await ledger.builds(sandbox, 5)).toEqual(
      ['2', '1'].map((version) => build(version, { service: sandbox })),
    );
    expect(await ledger.builds('boards', 5)).toEqual([]);
  });

  it('find the same comparison, each under its own name', async () => {
    const { ledger } = opened;
    const log: Changelog = {
      service: sandbox,
      from: { version: '1', commit: 'a' },
      to: { version: '2', commit: 'b' },
      url: null,
      changes: [],
      removed: [],
    };
    await ledger.saveChangelog(log);
    expect(await ledger.changelog('board', '1', '2')).toEqual({ ...log, service: 'board' });
    expect(await ledger.changelog(sandbox, '1', '2')).toEqual(log);
    expect(await ledger.changelog('web', '1', '2')).toBeNull();
  });

  it('have everything else for themselves', async () => {
    const { ledger } = opened;
    expect(await start(ledger, 'board', 'rel_1')).toMatchObject({ kind: 'moved' });
    expect(await ledger.line(sandbox)).toMatchObject({ service: sandbox, moving: null, seq: 0 });
    expect(await start(ledger, sandbox, 'rel_2')).toMatchObject({ kind: 'moved' });
    expect(await start(ledger, sandbox, 'rel_3')).toMatchObject({ kind: 'refused' });
    const untouched = await ledger.line('board');
    await moveOn(ledger, sandbox, 'rel_2', {
      line: { lastGood: [build('1', { service: sandbox })] },
    });
    expect(await ledger.line('board')).toEqual(untouched);
    expect(await ledger.line(sandbox)).toMatchObject({ lastGood: [{ service: sandbox }] });
    expect((await ledger.open('board')).map(({ id }) => id)).toEqual(['rel_1']);
    expect((await ledger.open(sandbox)).map(({ id }) => id)).toEqual(['rel_2']);
    expect((await ledger.history(sandbox, 9)).map(({ id }) => id)).toEqual(['rel_2']);
    expect(await ledger.events('line:board')).toHaveLength(1);
    expect(await ledger.events(`line:${sandbox}`)).toHaveLength(2);
  });
});
