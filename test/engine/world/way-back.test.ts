import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../src/engine/world/reconcile.ts';
import { Replaced, UpstreamError } from '../../../src/ports/errors.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import type { RollbackOrders } from '../../../src/ports/rollback-orders.ts';
import {
  type RollbackOrder,
  rollbackOrderOf,
  takeBack,
} from '../../../src/release/servers/rollback-order.ts';
import { build, line, release } from '../../support/a-release.ts';
import { aShop } from '../../support/a-shop.ts';
import { noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { migrating, rollingBack } from '../../support/phases.ts';
import { moving, news, olds } from '../../release/way-of-servers.ts';

const servers = [...olds(2), ...news(2)];
const taken = { by: tom, user: 'ops', host: 'bastion', reason: 'gone', at: noon };

/** A place whose owner decides what it answers. */
function aPlace() {
  const state = { kept: [] as RollbackOrder[], holds: null as RollbackOrder | null, away: false };
  const orElse = () => {
    if (state.away) throw new UpstreamError('Somebody', 'answering');
  };
  const orders: RollbackOrders = {
    read: async () => {
      orElse();
      return state.holds;
    },
    keep: async (order) => {
      orElse();
      state.kept.push(order);
      state.holds = order;
    },
  };
  return { state, orders };
}

/** A release in some phase, and the fleet's orders by their names. */
async function underWay(going: ReturnType<typeof release>, answer = async () => {}) {
  const place = aPlace();
  const bot = aShop(noon, { rollbackOrders: place.orders });
  await bot.ledger.decide(
    { service: 'board', release: null, event: { kind: 'fleet-seen', at: noon, found: [] } },
    (before) => ({
      kind: 'moved',
      line: { ...before, live: build('1.41.0'), moving: moving.moving },
      release: null,
      born: going,
      effects: [],
      supersedes: false,
    }),
    () => [{ key: going.id, lane: 'world', dueAt: noon }],
  );
  const claim = await bot.ledger.claim(['world'], noon);
  const done: string[] = [];
  const order = (name: string) => async () => {
    done.push(name);
    await answer();
  };
  const fleet: Partial<Fleet> = {
    observe: async () => ({ servers, singles: [] }),
    imageState: async () => 'ready',
    protect: order('protect'),
    admit: order('admit'),
    close: order('close'),
    migrate: order('migrate'),
  };
  const context = { ...bot.shop, ports: { ...bot.shop.ports, fleet: () => fleet as Fleet } };
  const look = async () => reconcile(context, claim!);
  return { ...place, bot, done, look, now: () => bot.ledger.release(going.id) };
}

const forward = release(migrating(), { seq: 0, capacity: 2 });

describe('the way back that is kept outside the database', () => {
  it('is kept before the first step forward, and once', async () => {
    const { look, done, state } = await underWay(forward, async () => {
      expect(state.kept).toHaveLength(1);
    });
    await look();
    await look();
    expect(done.length).toBeGreaterThan(1);
    expect(state.kept).toHaveLength(1);
    expect(state.kept[0]?.releases.map(({ id }) => id)).toEqual([forward.id]);
  });

  it('holds everything forward while it cannot be kept', async () => {
    const { look, done, state } = await underWay(forward);
    state.away = true;
    await expect(look()).rejects.toThrow(UpstreamError);
    expect(done).toEqual([]);
    state.away = false;
    await look();
    expect(done).toHaveLength(1);
  });

  it('is waited for by no way back', async () => {
    const { look, done, state } = await underWay(release(rollingBack(), { seq: 0, capacity: 2 }));
    state.away = true;
    await look();
    expect(done).toHaveLength(1);
  });

  it('is never written over where somebody carried it out, which turns it round', async () => {
    const { look, done, state, now } = await underWay(forward);
    state.holds = takeBack(rollbackOrderOf(line(), [forward], noon), taken);
    await look();
    expect(done).toEqual([]);
    expect(state.kept).toEqual([]);
    expect(await now()).toMatchObject({ phase: { kind: 'rolling-back', by: tom } });
  });

  it('is read where the fleet takes no order any more, also on the way back', async () => {
    const back = release(rollingBack(), { seq: 0, capacity: 2 });
    const { look, state, now } = await underWay(back, async () => {
      throw new Replaced('A fleet', 'taking orders');
    });
    await expect(look()).rejects.toThrow(Replaced);
    state.holds = takeBack(rollbackOrderOf(line(), [back], noon), taken);
    await look();
    expect(await now()).toMatchObject({
      phase: { kind: 'rolling-back' },
      fencesFrom: 2_000_000_000,
    });
  });
});
