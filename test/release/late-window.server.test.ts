import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { callVendor } from '../../src/adapters/http/vendor-call.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import { lateWindowMs, timing } from '../../src/time/timing.ts';
import { aShop } from '../support/a-shop.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { moveOn, start } from '../support/ledger-samples.ts';
import { line, prerelease, release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { rollingBack } from '../support/phases.ts';
import { servers } from '../support/servers.ts';
import { change, ticketDesk } from '../support/ticket-desk.ts';

// Whoever wrote today's numbers down a second time would keep to them here.
vi.mock(import('../../src/time/timing.ts'), async (original) => {
  const known = await original();
  return { ...known, timing: { ...known.timing, leaseMs: 20_000, callDeadlineMs: 6_000 } };
});

const late = lateWindowMs(timing);
let close = async () => {};
afterEach(async () => {
  vi.restoreAllMocks();
  await close();
});

describe('with a lease of 20 s and a deadline of 6 s', () => {
  it('a call may arrive late for 26.5 s', () => {
    expect(late).toBe(26_500);
  });

  it('a rollback is over only when nothing can arrive late', () => {
    const back = release(rollingBack({ usersBackAt: noon, calmSince: noon }));
    const olds = servers(Array.from({ length: back.capacity }, (_, slot) => slot));
    const moving = line({ moving: { release: back.id, carries: [], migrating: true } });
    const after = (ms: number) =>
      given(back, { line: moving }).when(observed(noon, olds, { wall: noon + ms }));
    expect(after(late - 1)).toMatchObject({ kind: 'measured-only' });
    expect(after(late)).toMatchObject({ release: { phase: { kind: 'rolled-back' } } });
  });

  it('a post whose answer was lost is made again only when it cannot arrive any more', async () => {
    const made = aShop(noon);
    const { state, ledger } = made;
    const { board } = made.shop.ports;
    const calm = { ...board };
    let lost = 1;
    board.post = async (place) => {
      if ((lost -= 1) >= 0)
        throw new UpstreamError('Slack', 'posting a message', { unknown: true });
      return calm.post(place);
    };
    await start(ledger, 'board', 'rel_1', noon);
    await moveOn(ledger, 'board', 'rel_1', {
      change: { ...prerelease({ kind: 'waiting', since: noon }), id: 'rel_1' },
      line: { moving: null },
    });
    await ledger.wake([{ key: 'build:board@1.42.0', lane: 'slack', dueAt: noon }]);
    const cards = async (at: number) => {
      state.now = noon + at;
      await made.settle(['slack']);
      return state.posted.filter(({ key }) => key === 'build:board@1.42.0:card').length;
    };
    expect([await cards(0), await cards(5_000), await cards(late - 1)]).toEqual([0, 0, 0]);
    expect(await cards(late)).toBe(1);
  });

  it('a ticket whose order may still arrive is left alone', async () => {
    const context = await ticketDesk([change(['BRD-1'])]);
    close = () => context.close();
    await context.issues([{ key: 'BRD-1', summary: 'Good' }]);
    context.dieAt('tickets after move');
    await context.order(release({ kind: 'live', at: noon }), 'finish-tickets');
    while (await context.turn());
    const ordered = context.time.now;
    const comments = async (at: number) => {
      context.time.now = ordered + at;
      while (await context.turn());
      return (await context.news()).filter(({ kind }) => kind === 'commented').length;
    };
    expect([await comments(timing.leaseMs + 1), await comments(late - 1)]).toEqual([0, 0]);
    expect(await comments(late + 250)).toBe(1);
  });

  it('no vendor is waited for longer than the deadline', async () => {
    const waits = vi.spyOn(AbortSignal, 'timeout');
    const vendor = { system: 'Somebody', fetch: async () => new Response('{}') };
    await callVendor(vendor, 'asking', new URL('http://somebody.example/'), {});
    expect(waits.mock.calls).toEqual([[timing.callDeadlineMs]]);
  });

  it('work is lent for the lease, and a delivery for its own', async () => {
    let now = 0;
    const ledger = memoryLedger({ realTime: () => now, sleep: async () => undefined });
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 0 }]);
    await ledger.receive({ id: 'd', once: null, body: {} });
    expect([await ledger.claim(['world'], 0), await ledger.claimDelivery()]).not.toContain(null);
    now = timing.leaseMs;
    expect(await ledger.claim(['world'], 0)).toBeNull();
    now += 1;
    expect(await ledger.claim(['world'], 0)).toMatchObject({ key: 'k', fence: 2 });
    now = timing.deliveryLeaseMs;
    expect(await ledger.claimDelivery()).toBeNull();
    now += 1;
    expect(await ledger.claimDelivery()).toMatchObject({ id: 'd' });
  });
});
