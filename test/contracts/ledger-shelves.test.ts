import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../src/ports/ledger.ts';
import { LostLease } from '../../src/ports/errors.ts';
import type { Changelog } from '../../src/changes/changelog.ts';
import { spoilable } from '../support/ledger-samples.ts';
import { build } from '../support/a-release.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';
import { everyKindOfLook, soakOf } from '../support/soak-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const log: Changelog = {
  service: 'board',
  from: { version: '1', commit: 'a' },
  to: { version: '2', commit: 'b' },
  url: 'https://git.example.com/compare/a...b',
  changes: [
    {
      commit: 'b',
      title: '<!channel> 🔥 “ends”',
      author: { name: 'Ana', email: 'ana@example.com' },
      at: 5,
      group: 'care',
      care: [{ kind: 'migrations', count: 1, reversible: false }, { kind: 'untested' }],
      files: ['migrations/1.sql', 'ünï.ts'],
      tickets: ['BRD-1'],
      pull: { number: 12, url: null },
    },
    {
      commit: 'c',
      title: '',
      author: { name: '', email: '' },
      at: 4,
      group: 'internal',
      care: [],
      files: [],
      tickets: [],
      pull: null,
    },
  ],
  removed: [],
};

const card: Message = {
  subject: 'rel_1',
  kind: 'card',
  channel: 'C1',
  thread: null,
  ts: null,
  hash: '',
};

describe.each(stores())('the ledger %s', (_name, make) => {
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

  it('say that they store, as often as they are asked', async () => {
    await opened.ledger.touch();
    await expect(opened.ledger.touch()).resolves.toBeUndefined();
  });

  it('knows a build by its version for ever', async () => {
    const { ledger } = opened;
    expect(await ledger.addBuild(build('1'))).toBe('added');
    expect(await ledger.addBuild(build('1', { registeredAt: 99 }))).toBe('known');
    const failed = { passed: 2, failed: 1 };
    expect(await ledger.addBuild(build('1', { checks: failed, registeredAt: 99 }))).toBe(
      'rechecked',
    );
    expect(await ledger.addBuild(build('1', { checks: failed }))).toBe('known');
    expect(await ledger.build('board', '1')).toEqual(build('1', { checks: failed }));
    expect(await ledger.addBuild(build('1'))).toBe('rechecked');
    expect(await ledger.addBuild(build('1', { image: 'other' }))).toBe('conflict');
    expect(await ledger.addBuild(build('1', { commit: 'other' }))).toBe('conflict');
    await ledger.addBuild(build('2'));
    await ledger.addBuild(build('3', { service: 'accounts' }));
    expect(await ledger.build('board', '1')).toEqual(build('1'));
    expect(await ledger.build('board', '3')).toBeNull();
    expect((await ledger.builds('board', 5)).map((build) => build.version)).toEqual(['2', '1']);
    expect((await ledger.builds('board', 1)).map((build) => build.version)).toEqual(['2']);
  });

  it('gives the right to post a message to one of two', async () => {
    const { ledger, second } = opened;
    const rights = await Promise.all([ledger.addMessage(card), second.addMessage(card)]);
    expect(rights.toSorted()).toEqual([false, true]);
    expect(await ledger.addMessage({ ...card, kind: 'page' })).toBe(true);
    await ledger.saveMessage({ ...card, ts: '1.2', hash: 'h' });
    await ledger.saveMessage({
      ...card,
      subject: 'rel_2',
      attempt: { at: 1_795_177_320_000.5, answerLost: true },
    });
    expect(await second.messages('rel_1')).toEqual([
      { ...card, ts: '1.2', hash: 'h' },
      { ...card, kind: 'page' },
    ]);
    expect(await ledger.messages('rel_2')).toEqual([
      { ...card, subject: 'rel_2', attempt: { at: 1_795_177_320_000.5, answerLost: true } },
    ]);
    await ledger.saveMessage({ ...card, subject: 'rel_2' });
    expect(await ledger.messages('rel_2')).toEqual([{ ...card, subject: 'rel_2' }]);
  });

  it('stores a delivery once by its id, and an answer once by question and person', async () => {
    const { ledger, second } = opened;
    const delivery = {
      id: 'd1',
      once: 'rel_1.3:U0ANA',
      body: { text: 'yes', nested: [1, { a: null }] },
    };
    expect(
      (await Promise.all([ledger.receive(delivery), second.receive(delivery)])).toSorted(),
    ).toEqual([false, true]);
    expect(await ledger.receive({ ...delivery, id: 'd2' })).toBe(false);
    expect(await ledger.receive({ ...delivery, once: null })).toBe(false);
    expect(await ledger.receive({ ...delivery, id: 'd3', once: 'rel_1.3:U0TOM' })).toBe(true);
    expect(await ledger.receive({ id: 'd4', once: null, body: null })).toBe(true);
    expect(await ledger.receive({ id: 'd5', once: null, body: null })).toBe(true);
    expect(await ledger.claimDelivery()).toEqual(delivery);
  });

  it('stores a hundred deliveries that come at once, whatever is in them', async () => {
    const { ledger, second } = opened;
    const bodies = ['plain', { 'key\0': 'nul \0' }, { text: '\uD800' }, [null, true, 1.5], null];
    const news = await Promise.all(
      Array.from({ length: 200 }, (_, number) =>
        (number % 3 ? ledger : second).receive({
          id: `d${number % 100}`,
          once: null,
          body: bodies[number % 5],
        }),
      ),
    );
    expect(news.filter(Boolean)).toHaveLength(100);
    const lent = new Set<string>();
    for (let next = await ledger.claimDelivery(); next; next = await ledger.claimDelivery())
      lent.add(next.id);
    expect(lent.size).toBe(100);
  });

  it('lends a delivery to one replica until it is answered', async () => {
    const { ledger, second, expireLeases } = opened;
    for (const id of ['d1', 'd2', 'd3']) await ledger.receive({ id, once: null, body: id });
    expect((await ledger.claimDeliveryById('d2'))?.id).toBe('d2');
    expect(await second.claimDeliveryById('d2')).toBeNull();
    expect((await second.claimDelivery())?.id).toBe('d1');
    expect((await ledger.claimDelivery())?.id).toBe('d3');
    expect(await ledger.claimDelivery()).toBeNull();
    await ledger.answered('d2');
    await expireLeases();
    expect((await second.claimDelivery())?.id).toBe('d1');
    await second.answered('d1');
    expect((await second.claimDelivery())?.id).toBe('d3');
    expect(await ledger.claimDeliveryById('d2')).toBeNull();
    expect(await ledger.claimDeliveryById('unheard-of')).toBeNull();
  });

  it('keeps what lies between two versions, and the newest reading of it', async () => {
    const { ledger, second } = opened;
    expect(await ledger.changelog('board', '1', '2')).toBeNull();
    await ledger.saveChangelog({ ...log, changes: [] });
    await Promise.all([ledger.saveChangelog(log), second.saveChangelog(log)]);
    expect(await second.changelog('board', '1', '2')).toEqual(log);
    expect(await second.changelog('board', '2', '1')).toBeNull();
    expect(await second.changelog('accounts', '1', '2')).toBeNull();
  });

  it('keeps readings for charts', async () => {
    const { ledger } = opened;
    await ledger.saveReadings('rel_1', 20.5, [spoilable]);
    await ledger.saveReadings('rel_1', 10, []);
    await ledger.saveReadings('rel_1', 20.5, [
      spoilable,
      {
        ...spoilable,
        value: null,
        missing: worded('away'),
        limit: { kind: 'worse-by', share: 0.2, floor: 1 },
      },
    ]);
    await ledger.saveReadings('rel_2', 30, [spoilable]);
    const all = { most: 100, upTo: [] };
    const kept = await ledger.readings('rel_1', { ...all, since: 10 });
    expect(kept.map(({ at, readings }) => [at, readings.length])).toEqual([
      [10, 0],
      [20.5, 2],
    ]);
    expect(kept[1]?.readings[0]).toEqual(spoilable);
    expect(await ledger.readings('rel_1', { ...all, since: 21 })).toEqual([]);
  });

  it('gives as many readings as are wanted: evenly, both ends, each end of a batch', async () => {
    const { ledger } = opened;
    for (let at = 1; at <= 100; at += 1) await ledger.saveReadings('rel_1', at, []);
    const given = async (since: number, most: number, upTo: readonly number[] = []) =>
      (await ledger.readings('rel_1', { since, most, upTo })).map(({ at }) => at);
    expect(await given(96, 5)).toEqual([96, 97, 98, 99, 100]);
    expect(await given(1, 5)).toEqual([1, 20, 40, 60, 80, 100]);
    expect(await given(2, 5)).toEqual([2, 20, 40, 60, 80, 100]);
    expect(await given(1, 2, [33.5, 77, 0, 900])).toEqual([1, 33, 50, 77, 100]);
    expect(await given(101, 5, [50])).toEqual([]);
  });

  const lend = async (release: string, ledger = opened.ledger) => {
    await ledger.wake([{ key: release, lane: 'watch', dueAt: 0 }]);
    const claim = await ledger.claim(['watch'], 1);
    if (!claim) throw new Error('nothing was lent');
    return claim;
  };

  it('keeps each look of a release, and what is known after it', async () => {
    const { ledger, second } = opened;
    const claim = await lend('rel_1');
    expect(await ledger.soak('rel_1')).toBeNull();
    const { taken, looks } = soakOf(12, { bad: 200 });
    for (const soaked of taken) await ledger.saveSoak(claim, 'rel_1', soaked);
    expect(await second.soak('rel_1')).toEqual(taken.at(-1)?.soak);
    expect(taken.at(-1)?.soak.state.page).not.toBeNull();
    expect(await second.looks('rel_1', { after: -Infinity, most: 99 })).toEqual(looks);
    const after = looks[4]?.at ?? 0;
    expect(await second.looks('rel_1', { after, most: 3 })).toEqual(looks.slice(5, 8));
    expect(await ledger.soak('rel_2')).toBeNull();
    expect(await ledger.looks('rel_2', { after: 0, most: 9 })).toEqual([]);
  });

  it('keeps a look as it was, whatever was in it', async () => {
    const { ledger } = opened;
    const { soak } = soakOf(1);
    const claim = await lend('rel_1');
    await ledger.saveSoak(claim, 'rel_1', { soak, looks: everyKindOfLook });
    expect(await ledger.looks('rel_1', { after: 0, most: 9 })).toEqual(everyKindOfLook);
  });

  it('keeps a look once: what came second changes nothing, not even what is known', async () => {
    const { ledger } = opened;
    const claim = await lend('rel_1');
    const [first, other] = [soakOf(2).taken[1]!, soakOf(2, { bad: 9 }).taken[1]!];
    await ledger.saveSoak(claim, 'rel_1', first);
    await ledger.saveSoak(claim, 'rel_1', other);
    expect(await ledger.soak('rel_1')).toEqual(first.soak);
    expect(await ledger.looks('rel_1', { after: 0, most: 9 })).toEqual(first.looks);
  });

  it('takes looks only from whoever the work is lent to', async () => {
    const { ledger, second } = opened;
    const [first] = soakOf(1).taken;
    const old = await lend('rel_1');
    await opened.expireLeases();
    const fresh = await lend('rel_1', second);
    await expect(ledger.saveSoak(old, 'rel_1', first!)).rejects.toThrow(LostLease);
    expect(await ledger.soak('rel_1')).toBeNull();
    expect(await ledger.looks('rel_1', { after: 0, most: 9 })).toEqual([]);
    await second.saveSoak(fresh, 'rel_1', first!);
    expect(await ledger.soak('rel_1')).toEqual(first?.soak);
  });
});
