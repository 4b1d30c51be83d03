import { NoCapacity } from '../../ports/errors.ts';
import type { Fleet, Order, Stray } from '../../ports/fleet.ts';
import { type Slots, slotsOf } from '../../release/state/launch-order.ts';
import { type Host, isLeaving, type Machine } from './host.ts';
import { inTurn } from './in-turn.ts';
import { refuseSpentSlots } from './refuse.ts';

/**
 * Each slot has a token of its own, so that a try which was refused halfway is repeated whole: what
 * it started is there. Spares are none of this fleet's.
 */
export async function launchOn(
  host: Host,
  order: Order,
  { build, orders, spares }: Parameters<Fleet['launch']>[1],
): Promise<void> {
  const { service, release } = order;
  const [machines] = await Promise.all([host.list(service), host.obey(order)]);
  refuseSpentSlots(machines, release, orders.flatMap(slotsOf), build.image);
  const refused: { readonly base: number; readonly attempt: number; readonly why: string }[] = [];
  await inTurn(order, orders.flatMap(slotsEach), async ({ slot, base, attempt }) => {
    const why = await host.launch({
      token: `${release}.${slot}.${build.image}`,
      service,
      image: build.image,
      protected: true,
      tags: { service, release, slot: String(slot), version: build.version },
    });
    if (why !== null) refused.push({ base, attempt, why });
  });
  const [first] = refused;
  if (first === undefined && spares.length === 0) return;
  throw new NoCapacity('The process host', `starting servers of ${build.version}`, {
    orders: refused.map(({ base, attempt }) => ({ base, attempt })),
    spares: spares.map(({ id }) => id),
    said: first?.why ?? 'it keeps no spares',
  });
}

function slotsEach(some: Slots): readonly (Slots & { readonly slot: number })[] {
  return slotsOf(some).map((slot) => ({ ...some, slot }));
}

/** What Davy started on this machine and did not retire; what it did not start bears no release. */
export function straysOf(machines: readonly Machine[]): readonly Stray[] {
  return machines.flatMap((machine) => {
    const { id, version, tags, launchedAtMs } = machine;
    const release = tags['release'] ?? '';
    return release === '' || isLeaving(machine)
      ? []
      : [{ id, version, release, since: launchedAtMs, kind: 'server', costPerHour: null }];
  });
}
