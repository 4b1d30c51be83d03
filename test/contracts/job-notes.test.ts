import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

describe.each(stores())('notes of jobs, from the ledger %s', (_name, make) => {
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

  it('cannot be written over by whoever read an older one', async () => {
    const { ledger, second } = opened;
    expect(await ledger.jobNote('run:1')).toBeNull();
    const first = await Promise.all(
      [ledger, second, ledger].map((one, i) => one.saveJobNote('run:1', 0, `{"by":${i}}`)),
    );
    expect(first.filter(Boolean)).toHaveLength(1);
    expect((await second.jobNote('run:1'))?.revision).toBe(1);
    expect(await second.saveJobNote('run:1', 1, 'two')).toBe(true);
    expect(await ledger.saveJobNote('run:1', 1, 'late')).toBe(false);
    expect(await ledger.saveJobNote('run:1', 0, 'anew')).toBe(false);
    expect(await ledger.saveJobNote('run:2', 4, 'of nothing')).toBe(false);
    expect(await ledger.jobNote('run:1')).toEqual({ revision: 2, note: 'two' });
    expect(await ledger.jobNote('run:2')).toBeNull();
  });
});
