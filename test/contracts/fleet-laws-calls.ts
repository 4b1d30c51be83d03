import { timing } from '../../src/time/timing.ts';
import { expect } from 'vitest';
import { UpstreamError } from '../../src/ports/errors.ts';
import { refused } from './contract.ts';
import { type FleetWorld, launched, orderOf, shown } from './fleet-world.ts';
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
      expect(await foundOrFault(fleet.findImage(service, build.image))).not.toBe(false);
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
  await launched(world, 1);
  const few = await callsOfALook(world);
  await launched(world, 4);
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
      () => fleet.findImage(service, build.image),
      ...changesOf(world, id),
    ];
    const took = await Promise.all(calls.map((call) => lasting(world, call)));
    everywhere(world, null);
    expect(Math.max(...took)).toBeLessThanOrEqual(timing.callDeadlineMs + slackMs);
  }
}

/** Each kind of change once, on ids enough to last if each took its time. */
function changesOf(world: FleetWorld, id: string): readonly (() => Promise<void>)[] {
  const { fleet, service } = world;
  const ids = [id, id, id];
  return [
    () => fleet.launch(orderOf(world, 4)),
    () => fleet.admit(service, ids),
    () => fleet.close(service, ids),
    () =>
      fleet.migrate(
        service,
        ids.map((one) => ({ id: one, keep: 0 })),
      ),
    () => fleet.protect(service, ids, false),
    () => fleet.retire(service, ids),
  ];
}

function everywhere(world: FleetWorld, what: Trouble | null): void {
  for (const part of world.parts) world.trouble(part, what);
}

async function foundOrFault(call: Promise<boolean>): Promise<boolean | 'fault'> {
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
