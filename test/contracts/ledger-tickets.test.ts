import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LostLease } from '../../src/ports/errors.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';
import { ticketWork } from '../support/ticket-work.ts';
import { worded } from '../../src/release/state/worded.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const failed = { kind: 'failed', why: [worded('Resolution\0 is required \uD800')] } as const;

describe.each(stores())('what became of tickets, from the ledger %s', (_name, make) => {
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
    await opened.ledger.wake([{ key: 'rel_ALL', lane: 'tickets', dueAt: 0 }]);
    const claim = await opened.ledger.claim(['tickets'], 1);
    if (!claim) throw new Error('nothing was lent');
    return claim;
  };

  it('is kept for each release and stage, the newest word of it', async () => {
    const { ledger, second } = opened;
    const claim = await lend();
    await ledger.saveTicketWork(
      claim,
      ticketWork('plan', [{ kind: 'ready' }], { release: 'rel_ALL' }),
    );
    await ledger.saveTicketWork(
      claim,
      ticketWork('live', [{ kind: 'open' }, failed], {
        versions: [{ project: 'BRD', outcome: failed }],
        silentSince: 7,
        silenceTold: true,
      }),
    );
    await ledger.saveTicketWork(
      claim,
      ticketWork('live', [{ kind: 'moved' }, { kind: 'already' }]),
    );
    expect(
      (await second.ticketWork('rel_ALL')).map(({ stage, tickets }) => [
        stage,
        tickets.map(({ outcome }) => outcome.kind),
      ]),
    ).toEqual([
      ['live', ['moved', 'already']],
      ['plan', ['ready']],
    ]);
    expect(await second.ticketWork('rel_PRE')).toEqual([]);
  });

  it('comes back as it was written', async () => {
    const { ledger, second } = opened;
    const work = ticketWork(
      'live',
      [{ kind: 'open' }, { kind: 'told' }, { kind: 'failed', why: [worded('x')] }],
      { versions: [{ project: 'BRD', outcome: { kind: 'there' } }], version: null, endedAt: null },
    );
    await ledger.saveTicketWork(await lend(), work);
    expect(await second.ticketWork('rel_ALL')).toEqual([work]);
  });

  it('is written only by whoever the work is lent to', async () => {
    const { ledger, second } = opened;
    const old = await lend();
    await opened.expireLeases();
    const fresh = await second.claim(['tickets'], 1);
    await expect(
      ledger.saveTicketWork(old, ticketWork('live', [{ kind: 'moved' }])),
    ).rejects.toThrow(LostLease);
    expect(await ledger.ticketWork('rel_ALL')).toEqual([]);
    if (fresh) await second.saveTicketWork(fresh, ticketWork('live', [{ kind: 'moved' }]));
    expect(await ledger.ticketWork('rel_ALL')).toHaveLength(1);
  });
});
