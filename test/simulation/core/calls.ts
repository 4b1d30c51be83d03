import { slotsOf } from '../../../src/release/state/launch-order.ts';
import type { Step } from '../../../src/release/servers/step.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Dice } from '../random.ts';
import type { Machines } from './fleet.ts';

/** One call to the fleet, and the weather it is made in. */
export type Calling = {
  readonly release: Release;
  readonly step: Step;
  readonly now: number;
  readonly dice: Dice;
  readonly falls: (share: number) => boolean;
};

/** Carries out what the core wants next, as far as the machines go along. */
export function call(machines: Machines, { release, step, now, dice, falls }: Calling): void {
  switch (step.kind) {
    case 'launch':
      for (const slot of step.orders.flatMap(slotsOf))
        machines.launch({ release: release.id, version: step.build.version, slot }, now, {
          dud: falls(0.02),
          slow: falls(0.02),
          lateMs: falls(0.1) ? dice.between(1_000, 60_000) : 0,
        });
      return;
    case 'admit':
      return machines.admit(step.ids);
    case 'close':
      return machines.close(step.ids);
    case 'migrate':
      return machines.migrate(step.moves);
    case 'steer':
      machines.steer(step.shares);
      return;
    case 'protect':
      return machines.protect(step.ids, step.on, now);
    case 'retire':
      machines.retire(step.ids, now);
  }
}
