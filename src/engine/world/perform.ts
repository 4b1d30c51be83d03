import type { Fleet, Order } from '../../ports/fleet.ts';
import type { Step } from '../../release/servers/step.ts';

/** Carries out one step by the call of the fleet that it is for. */
export function perform(fleet: Fleet, order: Order, step: Step): Promise<void> {
  switch (step.kind) {
    case 'launch':
      return fleet.launch(order, step);
    case 'prepare':
      return fleet.prepare(order, step);
    case 'admit':
      return fleet.admit(order, step.ids);
    case 'close':
      return fleet.close(order, step.ids);
    case 'migrate':
      return fleet.migrate(order, step.moves);
    case 'steer':
      return fleet.steer(order, step.shares);
    case 'protect':
      return fleet.protect(order, step.ids, step.on);
    case 'swap':
      return fleet.swap(order, step);
    case 'retire':
      return fleet.retire(order, step.ids, step.how);
  }
}
