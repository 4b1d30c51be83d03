import { expect, it } from 'vitest';
import { reconcile } from '../../../src/engine/world/reconcile.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import { build, prerelease, release } from '../../support/a-release.ts';
import { aShop } from '../../support/a-shop.ts';
import { noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { moving, news, olds } from '../../release/way-of-servers.ts';

const servers = [...olds(12), ...news(12)];
const going = release(
  { kind: 'migrating', since: noon, batch: 0, movedAt: null, watchedMs: 0 },
  { seq: 0, capacity: 12 },
);

/** A release that moves users, and somebody who may turn it round. */
async function underWay() {
  const bot = aShop(noon);
  await bot.ledger.decide(
    { service: 'board', release: null, event: { kind: 'fleet-seen', at: noon, found: [] } },
    (line) => ({
      kind: 'moved',
      line: { ...line, live: build('1.41.0'), moving: moving.moving },
      release: null,
      born: going,
      effects: [],
      supersedes: false,
    }),
    () => [{ key: going.id, lane: 'world', dueAt: noon }],
  );
  const claim = await bot.ledger.claim(['world'], noon);
  const turnAround = () =>
    bot.shop.tell(
      { service: 'board', release: going.id },
      { kind: 'rollback-asked', at: noon, by: tom, reason: 'it is bad' },
    );
  const look = async (fleet: Partial<Fleet>) => {
    const context = { ...bot.shop, ports: { ...bot.shop.ports, fleet: () => fleet as Fleet } };
    return reconcile(context, claim!);
  };
  return { turnAround, look };
}

it('makes no further call once a rollback is recorded in the middle of a step', async () => {
  const { turnAround, look } = await underWay();
  const closed: string[] = [];
  const fleet: Pick<Fleet, 'observe' | 'imageState' | 'close'> = {
    observe: async () => ({ servers, singles: [] }),
    imageState: async () => 'ready',
    close: async ({ stillMine }, ids) => {
      for (const id of ids) {
        await stillMine();
        closed.push(id);
        if (closed.length === 3) await turnAround();
      }
    },
  };
  const again = await look(fleet);
  expect(closed).toEqual(['o0', 'o1', 'o2']);
  expect(again).toBe(noon);
});

it('says that a look is urgent once it goes back, and never before', async () => {
  const { turnAround, look } = await underWay();
  const urgent: boolean[] = [];
  const fleet: Partial<Fleet> = {
    observe: async (_service, isUrgent = false) => {
      urgent.push(isUrgent);
      if (urgent.length === 1) await turnAround();
      return { servers, singles: [] };
    },
    imageState: async () => 'ready',
    protect: async () => undefined,
    admit: async () => undefined,
    close: async () => undefined,
    migrate: async () => undefined,
  };
  await look(fleet);
  await look(fleet);
  expect(urgent).toEqual([false, true]);
});

it('looks for the image of the way back while a pre-release soaks', async () => {
  const bot = aShop(noon);
  const soaking = prerelease({ kind: 'soaking', since: noon }, { seq: 0 });
  await bot.ledger.decide(
    { service: 'board', release: null, event: { kind: 'fleet-seen', at: noon, found: [] } },
    (line) => ({
      kind: 'moved',
      line: { ...line, live: build('1.41.0') },
      release: null,
      born: soaking,
      effects: [],
      supersedes: false,
    }),
    () => [{ key: soaking.id, lane: 'world', dueAt: noon }],
  );
  const claim = await bot.ledger.claim(['world'], noon);
  const asked: string[] = [];
  const fleet: Partial<Fleet> = {
    observe: async () => ({ servers: [...olds(3), ...news(1)], singles: [] }),
    imageState: async (_service, image) => {
      asked.push(image);
      return 'gone';
    },
  };
  const context = { ...bot.shop, ports: { ...bot.shop.ports, fleet: () => fleet as Fleet } };
  await reconcile(context, claim!);
  expect(asked).toEqual([soaking.target?.image]);
  expect((await bot.ledger.release(soaking.id))?.seen?.image).toEqual({ at: noon, found: false });
});
