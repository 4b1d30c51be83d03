import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { server } from '../support/servers.ts';
import { moveOn, start } from '../support/ledger-samples.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';
import { worded } from '../../src/release/state/worded.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

describe.each(stores())('what people read, from the ledger %s', (_name, make) => {
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

  const at = (time: number) => ({ kind: 'time-passed', at: time }) as const;
  const over = { moving: null };

  it('tells what happened in a period: every turn taken then, whenever it all began', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1', 1_000);
    const seen = {
      at: 2_000,
      newServers: { servers: 1, ready: 1, users: 40 },
      oldServers: { servers: 3, ready: 3, users: 60.5 },
    };
    await moveOn(ledger, 'board', 'rel_1', {
      event: at(2_000),
      change: {
        phase: { kind: 'verifying', since: 2_000 },
        seen,
        hold: { by: { id: 'U0ANA', name: 'Ana' }, since: 2_000, until: 9_000, reason: 'x' },
      },
    });
    await moveOn(ledger, 'board', 'rel_1', {
      event: at(3_000),
      change: { phase: { kind: 'live', at: 3_000 }, hold: null },
      line: over,
    });
    await start(ledger, 'accounts', 'rel_2', 3_000);
    await moveOn(ledger, 'accounts', 'rel_2', {
      event: at(3_500),
      change: { phase: { kind: 'failed', at: 3_500, because: worded('x'), by: null } },
      line: over,
    });
    const [first, second, ...more] = await ledger.chronicles(2_500, 4_000);
    expect(more).toEqual([]);
    expect(first?.release.id).toBe('rel_1');
    expect(
      first?.turns.map(({ seq, at, phase, held, users, oldUsers }) => [
        seq,
        at,
        phase,
        held,
        users,
        oldUsers,
      ]),
    ).toEqual([
      [1, 1_000, 'requested', false, null, null],
      [2, 2_000, 'verifying', true, 40, 60.5],
      [3, 3_000, 'live', false, 40, 60.5],
    ]);
    expect(second?.turns.map(({ phase }) => phase)).toEqual(['requested', 'failed']);
    expect((await ledger.chronicles(3_200, 3_600)).map(({ release }) => release.id)).toEqual([
      'rel_2',
    ]);
    expect(await ledger.chronicles(3_600, 9_000)).toEqual([]);
  });

  it('keeps with a turn how many spares its look showed', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1', 1_000);
    const look = { kind: 'observed', wall: 1_500, singles: [] } as const;
    const spare = server({ state: 'spare', version: '', users: null });
    for (const [at, servers] of [
      [1_500, [server(), spare]],
      [1_600, [server()]],
    ] as const)
      await moveOn(ledger, 'board', 'rel_1', { event: { ...look, at, servers } });
    const [found] = await ledger.chronicles(1_000, 4_000);
    expect(found?.turns.map(({ at, spares }) => [at, spares])).toEqual([
      [1_000, undefined],
      [1_500, 1],
      [1_600, undefined],
    ]);
  });

  it('tells of what is open and what a release carries, not of what came later', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_pre', 1_000);
    await moveOn(ledger, 'board', 'rel_pre', {
      event: at(1_500),
      change: { kind: 'prerelease', phase: { kind: 'carried', at: 1_500 } },
      line: over,
    });
    await start(ledger, 'board', 'rel_all', 2_000);
    await moveOn(ledger, 'board', 'rel_all', {
      event: at(2_100),
      change: { carries: ['rel_pre'] },
    });
    await start(ledger, 'accounts', 'rel_later', 9_000);
    await moveOn(ledger, 'accounts', 'rel_later', { event: at(9_000), change: { at: 9_000 } });
    expect((await ledger.chronicles(3_000, 4_000)).map(({ release }) => release.id)).toEqual([
      'rel_pre',
      'rel_all',
    ]);
  });

  it('counts posted messages and pings of a release; the card with its pre-release', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1', 1_000);
    await moveOn(ledger, 'board', 'rel_1', { change: { kind: 'prerelease' } });
    const message = { channel: 'C1', thread: null, hash: '' };
    await ledger.addMessage({ ...message, subject: 'build:board@7.1.0', kind: 'card', ts: '1.1' });
    await ledger.addMessage({ ...message, subject: 'rel_1', kind: 'approval', ts: null });
    await ledger.saveMessage({
      ...message,
      subject: 'rel_1',
      kind: 'approval',
      ts: '1.2',
      pings: 2,
    });
    // An edit calls nobody again, and takes nothing back.
    await ledger.saveMessage({
      ...message,
      subject: 'rel_1',
      kind: 'approval',
      ts: '1.2',
      hash: 'new',
    });
    await ledger.addMessage({ ...message, subject: 'rel_1', kind: 'begun', ts: null, pings: 1 });
    await ledger.addMessage({
      ...message,
      subject: 'rel_other',
      kind: 'soak',
      ts: '1.3',
      pings: 1,
    });
    expect(await ledger.chronicles(0, 9_000)).toMatchObject([{ messages: 2, pings: 2 }]);
  });

  it('keeps what a person follows, one change at a time', async () => {
    const { ledger, second } = opened;
    expect(await ledger.reader('U0ANA')).toMatchObject({
      person: 'U0ANA',
      follows: [],
      tell: ['needs-me', 'live', 'rolled-back'],
      openedAt: null,
    });
    expect(await ledger.readers()).toEqual([]);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? ledger : second).changeReader('U0ANA', (reader) => ({
          ...reader,
          follows: [...reader.follows, `rel_${n}`],
        })),
      ),
    );
    await ledger.changeReader('U0TOM', (reader) => ({
      ...reader,
      quiet: { from: 1_320, until: 480 },
      openedAt: 12.5,
    }));
    expect((await second.reader('U0ANA')).follows.toSorted()).toEqual(
      Array.from({ length: 20 }, (_, n) => `rel_${n}`).toSorted(),
    );
    expect(await second.readers()).toMatchObject([
      { person: 'U0ANA' },
      { person: 'U0TOM', quiet: { from: 1_320, until: 480 }, openedAt: 12.5 },
    ]);
  });
});
