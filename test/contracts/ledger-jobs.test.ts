import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LostLease } from '../../src/ports/errors.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';
import { transition } from '../../src/release/transition.ts';
import { askedFor } from '../support/a-run.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const key = 'run:board:run_1';

describe.each(stores())('jobs, from the ledger %s', (_name, make) => {
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

  const lend = async () => {
    await opened.ledger.wake([{ key, lane: 'jobs', dueAt: 0 }]);
    const claim = await opened.ledger.claim(['jobs'], 1);
    if (!claim) throw new Error('nothing was lent');
    return claim;
  };

  it('are remembered with their line, as they were asked for', async () => {
    const { ledger, second } = opened;
    const event = askedFor();
    const about = { service: 'board', release: null, event };
    await ledger.decide(
      about,
      (line, release, others) => transition(line, release, others, event),
      () => [],
    );
    expect((await second.line('board')).runs).toMatchObject([{ id: 'run_1', job: 'clear-cache' }]);
    expect((await second.events('line:board')).map((one) => one.event)).toEqual([event]);
  });

  it('keep the newest of what each step wrote, and of how far it is', async () => {
    const { ledger, second } = opened;
    const claim = await lend();
    await ledger.saveJobOutput(claim, { run: 'run_1', step: 1, output: 'two\n', progress: null });
    const first = { run: 'run_1', step: 0 };
    const far = { done: 412, of: 1_000, failed: 3 };
    const unbounded = { done: 4, of: null, failed: 0 };
    await ledger.saveJobOutput(claim, { ...first, output: 'o', progress: null });
    await ledger.saveJobOutput(claim, { ...first, output: 'one 🔥\n', progress: far });
    const other = { run: 'run_2', step: 0, output: 'other' };
    await ledger.saveJobOutput(claim, { ...other, progress: far });
    await ledger.saveJobOutput(claim, { ...other, progress: unbounded });
    expect(await second.jobOutputs('run_1')).toEqual([
      { ...first, output: 'one 🔥\n', progress: far },
      { run: 'run_1', step: 1, output: 'two\n', progress: null },
    ]);
    expect(await second.jobOutputs('run_2')).toEqual([{ ...other, progress: unbounded }]);
    await ledger.saveJobOutput(claim, { ...other, progress: null });
    expect(await second.jobOutputs('run_2')).toEqual([{ ...other, progress: null }]);
    expect(await second.jobOutputs('run_3')).toEqual([]);
  });

  it('take outputs only from whoever the work is lent to', async () => {
    const { ledger, second } = opened;
    const old = await lend();
    await opened.expireLeases();
    const fresh = await second.claim(['jobs'], 1);
    const late = { run: 'run_1', step: 0, output: 'late', progress: null };
    await expect(ledger.saveJobOutput(old, late)).rejects.toThrow(LostLease);
    expect(await ledger.jobOutputs('run_1')).toEqual([]);
    if (fresh) await second.saveJobOutput(fresh, { ...late, output: 'fresh' });
    expect(await ledger.jobOutputs('run_1')).toMatchObject([{ output: 'fresh' }]);
  });
});
