import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LostLease, Superseded } from '../../src/ports/errors.ts';
import { lanes as all } from '../../src/release/state/decision.ts';
import { moveOn, page, start } from '../support/ledger-samples.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

describe.each(stores())('work %s', (_name, make) => {
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

  it('is lent when it is due, the most overdue first, to one worker at a time', async () => {
    const { ledger, second } = opened;
    await ledger.wake([
      { key: 'later', lane: 'world', dueAt: 300 },
      { key: 'first', lane: 'world', dueAt: 100 },
      { key: 'next', lane: 'slack', dueAt: 200.5 },
    ]);
    expect(await ledger.claim(all, 99)).toBeNull();
    expect(await ledger.claim(['tickets'], 999)).toBeNull();
    expect((await ledger.claim(all, 250))?.key).toBe('first');
    expect((await second.claim(all, 250))?.key).toBe('next');
    expect(await second.claim(all, 250)).toBeNull();
  });

  it('that is urgent goes before all other; what the newest wish says of that stands', async () => {
    const { ledger, second } = opened;
    const wish = (key: string, dueAt: number) => ({ key, lane: 'world' as const, dueAt });
    await ledger.wake([
      wish('old', 1),
      { ...wish('back', 200), urgent: true, service: 'board' },
      { ...wish('calm', 3), urgent: true },
    ]);
    await ledger.wake([{ ...wish('calm', 3), urgent: false }, wish('back', 300)]);
    expect(await second.claim(all, 250)).toMatchObject({
      key: 'back',
      urgent: true,
      service: 'board',
    });
    expect(await ledger.claim(all, 250)).toMatchObject({ key: 'old', urgent: false });
    expect(await ledger.claim(all, 250)).toMatchObject({ key: 'calm', urgent: false });
  });

  it('of a service that has its share is left to others, unless it is urgent', async () => {
    const { ledger } = opened;
    const full = [{ lane: 'world', service: 'board' }] as const;
    const wish = (key: string, service: string) => ({
      key,
      lane: 'world' as const,
      dueAt: 1,
      service,
    });
    await ledger.wake([wish('a', 'board'), { key: 'c', lane: 'page', dueAt: 2, service: 'board' }]);
    expect((await ledger.claim(all, 5, { urgent: [], full }))?.key).toBe('c');
    await ledger.wake([
      { ...wish('d', 'shop'), dueAt: 3 },
      { key: 'e', lane: 'world', dueAt: 4 },
    ]);
    expect((await ledger.claim(all, 5, { urgent: [], full }))?.key).toBe('d');
    expect((await ledger.claim(all, 5, { urgent: [], full }))?.key).toBe('e');
    expect(await ledger.claim([], 5, { urgent: ['world'], full })).toBeNull();
    await ledger.wake([{ ...wish('a', 'board'), urgent: true }]);
    expect(await ledger.claim([], 5, { urgent: ['page'], full })).toBeNull();
    expect((await ledger.claim([], 5, { urgent: ['world'], full }))?.key).toBe('a');
  });

  it('is due at the earliest wish', async () => {
    const { ledger } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 500 }]);
    await ledger.wake([
      { key: 'k', lane: 'world', dueAt: 100 },
      { key: 'k', lane: 'world', dueAt: 900 },
    ]);
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 700 }]);
    expect(await ledger.claim(all, 99)).toBeNull();
    expect(await ledger.claim(all, 100)).toMatchObject({ key: 'k' });
  });

  it('of one lane waits for no other lane', async () => {
    const { ledger } = opened;
    await ledger.wake(all.map((lane) => ({ key: 'k', lane, dueAt: 1 })));
    for (const lane of all) expect(await ledger.claim([lane], 1)).toMatchObject({ key: 'k', lane });
  });

  it('that was wished for while it was lent is due when it comes back', async () => {
    const { ledger } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    const claim = (await ledger.claim(all, 1))!;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 50 }]);
    expect(await ledger.claim(all, 60)).toBeNull();
    await ledger.settle(claim, { dueAt: 1000, failed: false, now: 60 });
    const again = await ledger.claim(all, 60);
    expect(again).toMatchObject({ key: 'k' });
    expect(again?.fence).toBeGreaterThan(claim.fence);
  });

  it('that is settled for good is not due again, until somebody wishes for it', async () => {
    const { ledger } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    await ledger.settle((await ledger.claim(all, 1))!, { dueAt: null, failed: false, now: 1 });
    expect(await ledger.claim(all, 1e15)).toBeNull();
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 2 }]);
    expect(await ledger.claim(all, 2)).toMatchObject({ key: 'k', tries: 0, failingSince: null });
  });

  it('that was over and begins anew is not for those who held it before', async () => {
    const { ledger, second, expireLeases } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    const dead = (await ledger.claim(all, 1))!;
    await expireLeases();
    const other = (await second.claim(all, 1))!;
    await second.settle(other, { dueAt: null, failed: false, now: 1 });
    await second.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    await expect(ledger.renew(dead)).rejects.toThrow(LostLease);
    const fresh = (await second.claim(all, 1))!;
    expect(fresh.fence).toBeGreaterThan(other.fence);
    for (const old of [dead, other]) {
      await expect(ledger.renew(old)).rejects.toThrow(LostLease);
      await expect(ledger.settle(old, { dueAt: null, failed: false, now: 1 })).rejects.toThrow(
        LostLease,
      );
    }
    await second.settle(fresh, { dueAt: null, failed: false, now: 1 });
  });

  it('tells when the next of it is due, of the lanes that are asked for', async () => {
    const { ledger } = opened;
    expect(await ledger.nextDue(all)).toBeNull();
    await ledger.wake([
      { key: 'far', lane: 'world', dueAt: 900.5 },
      { key: 'near', lane: 'world', dueAt: 100 },
      { key: 'near', lane: 'slack', dueAt: 50 },
    ]);
    expect(await ledger.nextDue(['world', 'page'])).toBe(100);
    await ledger.claim(['world'], 100);
    expect(await ledger.nextDue(['world'])).toBe(900.5);
    expect(await ledger.nextDue(['tickets'])).toBeNull();
  });

  it('counts failures in a row, and since when', async () => {
    const { ledger } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    for (const [tries, failingSince] of [
      [0, null],
      [1, 10.5],
      [2, 10.5],
    ] as const) {
      const claim = (await ledger.claim(all, 100))!;
      expect(claim).toMatchObject({ tries, failingSince });
      await ledger.settle(claim, { dueAt: 20, failed: true, now: 10.5 + tries });
    }
    await ledger.settle((await ledger.claim(all, 100))!, { dueAt: 30, failed: false, now: 40 });
    expect(await ledger.claim(all, 100)).toMatchObject({ tries: 0, failingSince: null });
  });

  it('whose holder fell silent is taken over, and the old holder can write no more', async () => {
    const { ledger, second, expireLeases } = opened;
    await start(ledger, 'board', 'rel_1');
    await moveOn(ledger, 'board', 'rel_1', { effects: [page] });
    const old = (await ledger.claim(['page'], 1000))!;
    const [waiting] = await ledger.pending(old);
    await expireLeases();
    const fresh = (await second.claim(['page'], 1000))!;
    expect(fresh).toMatchObject({ key: 'rel_1', lane: 'page' });
    expect(fresh.fence).toBeGreaterThan(old.fence);
    await expect(ledger.renew(old)).rejects.toThrow(LostLease);
    await expect(ledger.done(old, waiting!.id)).rejects.toThrow(LostLease);
    await expect(ledger.settle(old, { dueAt: null, failed: false, now: 1 })).rejects.toThrow(
      LostLease,
    );
    expect(await second.pending(fresh)).toEqual([waiting]);
    await second.renew(fresh);
    await second.done(fresh, waiting!.id);
    await second.settle(fresh, { dueAt: null, failed: false, now: 1 });
  });

  it('is told that more was decided since, and stays lent', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    await ledger.wake([{ key: 'rel_1', lane: 'world', dueAt: 1 }]);
    const claim = (await ledger.claim(['world'], 1000))!;
    const { seq } = (await ledger.release('rel_1'))!;
    await ledger.renew(claim, seq);
    await moveOn(ledger, 'board', 'rel_1');
    await expect(ledger.renew(claim, seq)).rejects.toThrow(Superseded);
    await ledger.renew(claim, seq + 1);
    await ledger.settle(claim, { dueAt: null, failed: false, now: 1 });
    await expect(ledger.renew(claim, seq + 1)).rejects.toThrow(LostLease);
  });

  it('stays its holder’s when the lease ran out and nobody took it', async () => {
    const { ledger, second, expireLeases } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    const claim = (await ledger.claim(all, 1))!;
    await expireLeases();
    await ledger.renew(claim);
    expect(await second.claim(all, 1)).toBeNull();
    await ledger.settle(claim, { dueAt: null, failed: false, now: 1 });
    await expect(ledger.renew(claim)).rejects.toThrow(LostLease);
  });

  it('is lent once each when many workers ask at the same time', async () => {
    const { ledger, second } = opened;
    const keys = Array.from({ length: 40 }, (_, number) => `k${number}`);
    await ledger.wake(keys.map((key) => ({ key, lane: 'world', dueAt: 1 })));
    const lent: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, number) => {
        for (let empty = 0; lent.length < keys.length && empty < 50;) {
          const claim = await (number % 2 ? ledger : second).claim(all, 1);
          if (claim) lent.push(claim.key);
          else empty += 1;
        }
      }),
    );
    expect(lent.toSorted()).toEqual(keys.toSorted());
  });

  it('wakes those who wait for it, in every replica; others wait as they said', async () => {
    const { ledger, second } = opened;
    await second.waitForWork(20);
    await sleep(200);
    await second.waitForWork(1);
    const started = performance.now();
    const waiting = second.waitForWork(15_000);
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    await waiting;
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('that tells of what happened stays when a rollback voids what would be recorded', async () => {
    const { ledger } = opened;
    const news = { lane: 'news', kind: 'tell', news: 'canary', seq: 1 } as const;
    await start(ledger, 'board', 'rel_1');
    await moveOn(ledger, 'board', 'rel_1', {
      effects: [news, { lane: 'deploys', kind: 'record-canary' }],
    });
    await moveOn(ledger, 'board', 'rel_1', { supersedes: true });
    const waiting = async (lane: 'news' | 'deploys') => {
      await ledger.wake([{ key: 'rel_1', lane, dueAt: 0 }]);
      const claim = await ledger.claim([lane], 1_000);
      return claim ? (await ledger.pending(claim)).map(({ effect }) => effect) : null;
    };
    expect(await waiting('news')).toEqual([news]);
    expect(await waiting('deploys')).toEqual([]);
  });

  it('waits for nobody who was called away, and is not lost with him', async () => {
    const { ledger } = opened;
    const enough = new AbortController();
    const waiting = ledger.waitForWork(60_000, { lanes: all, enough: enough.signal });
    enough.abort();
    await waiting;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    await expect(ledger.waitForWork(60_000)).resolves.toBeUndefined();
  });
});
