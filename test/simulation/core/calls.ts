import { type Refused, slotsOf } from '../../../src/release/state/launch-order.ts';
import type { Step } from '../../../src/release/servers/step.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Dice } from '../random.ts';
import type { Singles } from '../singles.ts';
import type { Machines } from './fleet.ts';

/** One call to the fleet, and the weather it is made in. */
export type Calling = {
  readonly release: Release;
  readonly step: Step;
  readonly singles: Singles;
  readonly now: number;
  readonly dice: Dice;
  readonly falls: (share: number) => boolean;
  /** Whether there is no room for new servers now. */
  readonly isFull: boolean;
};

/**
 * Carries out what the core wants next, as far as the machines go along. Answers what was refused
 * for certain.
 */
export function call(machines: Machines, calling: Calling): Refused | null {
  const { step, singles, now, dice, falls } = calling;
  // One that nobody reaches makes all of a call fail.
  if (machines.named(idsOf(step)).some(({ silentUntil }) => now < silentUntil)) return null;
  switch (step.kind) {
    case 'launch':
      return launch(machines, calling, step);
    case 'prepare':
      machines.prepare(step.ids, step.build.version, now, () => ({
        fails: falls(0.04),
        lastsMs: falls(0.03) ? 900_000 : dice.between(5_000, 40_000),
      }));
      return null;
    case 'admit':
      machines.admit(step.ids);
      return null;
    case 'close':
      machines.close(step.ids);
      return null;
    case 'migrate':
      machines.migrate(step.moves);
      return null;
    case 'steer':
      machines.steer(step.shares);
      return null;
    case 'protect':
      machines.protect(step.ids, step.on, now);
      return null;
    case 'swap': {
      const { single, to, build } = step;
      const isDud = to === 'running' && falls(0.02);
      singles.swap({ single, to, version: build.version }, now, isDud);
      return null;
    }
    case 'retire':
      machines.retire(step.ids, now, step.how === 'park');
      return null;
  }
}

/** Which servers a call names. */
export function idsOf(step: Step): readonly string[] {
  if (step.kind === 'migrate') return step.moves.map(({ id }) => id);
  return 'ids' in step ? step.ids : [];
}

function launch(
  machines: Machines,
  { release, now, dice, falls, isFull }: Calling,
  { build, orders, spares }: Extract<Step, { readonly kind: 'launch' }>,
): Refused | null {
  const { version } = build;
  const full = orders.filter(() => isFull);
  for (const slot of orders.flatMap((order) => (full.includes(order) ? [] : slotsOf(order))))
    machines.launch({ release: release.id, version, slot }, now, {
      dud: falls(0.02),
      slow: falls(0.02),
      lateMs: falls(0.1) ? dice.between(1_000, 60_000) : 0,
    });
  const dead = spares.filter(({ slot, id }) => {
    const order = { release: release.id, version, slot, id };
    return !machines.take(order, now, { refuses: falls(0.15) });
  });
  if (full.length + dead.length === 0) return null;
  return {
    orders: full.map(({ base, attempt }) => ({ base, attempt })),
    spares: dead.map(({ id }) => id),
    said: 'InsufficientInstanceCapacity',
  };
}
