import { timing } from '../../src/time/timing.ts';
import { expect } from 'vitest';
import { Superseded, UpstreamError } from '../../src/ports/errors.ts';
import type { Order } from '../../src/ports/fleet.ts';
import type { ImageState } from '../../src/release/state/image.ts';
import { refused } from './contract.ts';
import { type FleetWorld, launched, mineOf, orderFor, shown, wantedOf } from './fleet-world.ts';
import type { Trouble } from '../support/troubled-way.ts';

/** The longest that one call may last, and what a clock may be late beside it (ms). */
const slackMs = 500;

/** L10: A look that was throttled, denied, cut short or not answered says so, and nothing else. */
export async function troubleIsNoFact(world: FleetWorld): Promise<void> {
  const { fleet, service, build } = world;
  const [id = ''] = await launched(world);
  await fleet.observe(service);
  for (const part of world.parts)
    for (const what of ['throttled', 'denied', 'half-answered'] as const) {
      world.trouble(part, what);
      await refused(fleet.observe(service));
      expect(await foundOrFault(fleet.imageState(service, build.image))).not.toBe('gone');
      world.trouble(part, null);
      expect(await shown(world, id)).toMatchObject({ state: 'ready' });
    }
}

/** L10: A call that was throttled or denied is not taken for done. */
export async function troubleIsNotDone(world: FleetWorld): Promise<void> {
  const [id = ''] = await launched(world);
  for (const what of ['throttled', 'denied'] as const) {
    everywhere(world, what);
    for (const call of changesOf(world, id)) await refused(call());
    everywhere(world, null);
  }
  expect(await shown(world, id)).toMatchObject({ state: 'ready', protected: true });
  expect(await world.started()).toBe(1);
}

/** L15: A look costs the provider the same calls, however many servers there are. */
export async function aLookCostsTheSame(world: FleetWorld): Promise<void> {
  const { fleet, order, build } = world;
  await launched(world, 1);
  const few = await callsOfALook(world);
  await fleet.launch(order, { build, orders: [{ base: 1, n: 3, attempt: 0 }], spares: [] });
  await world.until('all are ready', async () => {
    const mine = await mineOf(world);
    return mine.filter(({ state }) => state === 'ready').length === 4;
  });
  expect(await callsOfALook(world)).toBe(few);
}

/** L16: Every call ends within the deadline, on all its ids, also when answers crawl or stop. */
export async function endsInTime(world: FleetWorld): Promise<void> {
  const { fleet, service, build } = world;
  const [id = ''] = await launched(world);
  for (const what of ['silent', 'slow'] as const) {
    everywhere(world, what);
    const calls = [
      () => fleet.observe(service),
      () => fleet.imageState(service, build.image),
      ...changesOf(world, id),
    ];
    const took = await Promise.all(calls.map((call) => lasting(world, call)));
    everywhere(world, null);
    expect(Math.max(...took)).toBeLessThanOrEqual(timing.callDeadlineMs + slackMs);
  }
}

/** Each kind of change once, on ids enough to last if each took its time. */
function changesOf(world: FleetWorld, id: string): readonly (() => Promise<void>)[] {
  return changesIn(world, [id, id, id]).map((call) => () => call(world.order));
}

/** Each kind of change once, of some servers; what comes first leaves them to what comes next. */
function changesIn(
  world: FleetWorld,
  ids: readonly string[],
): readonly ((order: Order) => Promise<void>)[] {
  const { fleet } = world;
  const moves = ids.map((id) => ({ id, keep: 0 }));
  return [
    (order) => fleet.launch(order, wantedOf(world, 4)),
    (order) => fleet.admit(order, ids),
    (order) => fleet.close(order, ids),
    (order) => fleet.migrate(order, moves),
    (order) => fleet.protect(order, ids, false),
    (order) => fleet.retire(order, ids, 'destroy'),
  ];
}

function everywhere(world: FleetWorld, what: Trouble | null): void {
  for (const part of world.parts) world.trouble(part, what);
}

async function foundOrFault(call: Promise<ImageState>): Promise<ImageState | 'fault'> {
  return call.catch((cause: unknown) => {
    if (cause instanceof UpstreamError) return 'fault';
    throw cause;
  });
}

async function callsOfALook(world: FleetWorld): Promise<number> {
  const before = world.calls();
  await world.fleet.observe(world.service);
  return world.calls() - before;
}

async function lasting(world: FleetWorld, call: () => Promise<unknown>): Promise<number> {
  const begun = world.now();
  await call().catch((cause: unknown) => {
    if (!(cause instanceof UpstreamError)) throw cause;
  });
  return world.now() - begun;
}

/** L11: Who was replaced gives no orders any more, and other releases hear nothing of it. */
export async function anOlderFenceChangesNothing(world: FleetWorld): Promise<void> {
  const { fleet, order, service } = world;
  const ids = await launched(world, 2);
  const [id = ''] = ids;
  const newer = { ...order, fence: 7 };
  // Somebody stays open: a fleet may refuse to shut out all users.
  await fleet.admit(newer, ids);
  await fleet.close(newer, [id]);
  const before = await fleet.observe(service);
  for (const call of changesOf({ ...world, order: { ...order, fence: 6 } }, id))
    await call().catch((cause: unknown) => {
      if (!(cause instanceof UpstreamError)) throw cause;
    });
  expect(await fleet.observe(service)).toEqual(before);
  expect(await world.started()).toBe(2);
  const another = orderFor(service, `${order.release}_2`);
  await fleet.protect(another, [id], false);
  expect(await shown(world, id)).toMatchObject({ protected: false });
}

/** Each single call is asked for: an order superseded in the middle makes no further one. */
export async function supersededMakesNoFurtherCall(world: FleetWorld): Promise<void> {
  const ids = await launched(world, 3);
  for (const granted of [0, 1, 2])
    for (const call of changesIn(world, ids)) {
      let left = granted;
      const stillMine = async () => {
        left -= 1;
        if (left < 0) throw new Superseded('something was decided since');
      };
      const before = world.changes();
      await call({ ...world.order, stillMine }).catch((cause: unknown) => {
        if (!(cause instanceof Superseded || cause instanceof UpstreamError)) throw cause;
      });
      expect(world.changes() - before).toBeLessThanOrEqual(granted);
    }
}
