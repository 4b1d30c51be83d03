import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LostLease } from '../../src/ports/errors.ts';
import { moveOn, passed, start, startsMoving } from '../support/ledger-samples.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

describe.each(stores())('a decision beside others %s', (_name, make) => {
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

  it('moves once when twenty people decide at the same moment', async () => {
    const { ledger, second } = opened;
    const decisions = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        start(number % 2 ? ledger : second, 'board', `rel_${number}`),
      ),
    );
    expect(decisions.filter((decision) => decision.kind === 'moved')).toHaveLength(1);
    expect(await ledger.open('board')).toHaveLength(1);
    expect(await ledger.events('line:board')).toHaveLength(1);
  });

  it('numbers without a gap what many tell at once', async () => {
    const { ledger, second } = opened;
    await start(ledger, 'board', 'rel_1');
    await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        moveOn(number % 2 ? ledger : second, 'board', 'rel_1'),
      ),
    );
    expect((await ledger.events('rel_1')).map((event) => event.seq)).toEqual(
      Array.from({ length: 21 }, (_, index) => index + 1),
    );
    expect(await ledger.release('rel_1')).toMatchObject({ seq: 21 });
  });

  it('keeps services apart', async () => {
    const { ledger, second } = opened;
    const decisions = await Promise.all(
      Array.from({ length: 12 }, (_, number) =>
        start(number % 2 ? ledger : second, `service-${number}`, `rel_${number}`),
      ),
    );
    expect(decisions.every((decision) => decision.kind === 'moved')).toBe(true);
  });

  it('is refused by the store itself when a second release of a service would move', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    const second = ledger.decide(
      { service: 'board', release: null, event: passed },
      (line) => startsMoving('rel_2')({ ...line, moving: null }),
      () => [],
    );
    await expect(second).rejects.toThrow(/one_moving_release|moving release already/);
    expect((await ledger.open('board')).map((release) => release.id)).toEqual(['rel_1']);
  });

  it('answers a repeated delivery with the first outcome, also when both are at once', async () => {
    const { ledger, second } = opened;
    await start(ledger, 'board', 'rel_1');
    const [one, other] = await Promise.all([
      moveOn(ledger, 'board', 'rel_1', { delivery: 'd1' }),
      moveOn(second, 'board', 'rel_1', { delivery: 'd1' }),
    ]);
    expect(other).toEqual(one);
    const refusal = await ledger.decide(
      { service: 'board', release: 'rel_1', event: passed, delivery: 'd1' },
      () => ({ kind: 'refused', code: 'stale', because: { says: 'noRelease', values: [] } }),
      () => [],
    );
    expect(refusal).toEqual(one);
    expect(await ledger.events('rel_1')).toHaveLength(2);
  });

  it('counts only while its work is lent to the caller', async () => {
    const { ledger, second, expireLeases } = opened;
    await start(ledger, 'board', 'rel_1');
    const old = (await ledger.claim(['world'], 1000))!;
    await moveOn(ledger, 'board', 'rel_1', { claim: old });
    await expireLeases();
    const fresh = (await second.claim(['world'], 1000))!;
    expect(fresh.fence).toBeGreaterThan(old.fence);
    await expect(
      moveOn(ledger, 'board', 'rel_1', { claim: old, change: { note: 'from the dead' } }),
    ).rejects.toThrow(LostLease);
    expect(await ledger.release('rel_1')).toMatchObject({ note: '', seq: 2 });
    await moveOn(second, 'board', 'rel_1', { claim: fresh });
    expect(await ledger.events('rel_1')).toHaveLength(3);
  });
});
