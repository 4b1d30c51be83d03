import type { Fleet, Order } from '../../ports/fleet.ts';
import { beginConfiguring } from './configure.ts';
import { refuseOrder } from './faults.ts';
import { namesAll, writeWeights } from './front-door.ts';
import { type Ec2Look, namedIn } from './look.ts';
import { isEnding } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { tagNames, written } from './tags.ts';

/**
 * Puts servers that came up into the waiting group, where the balancer checks them and sends them
 * nobody, and has them configured. When it was begun stands on them first, so that what cannot
 * begin is seen as ill.
 */
export async function prepareOnEc2(
  reach: AwsReach,
  order: Order,
  { build, ids }: Parameters<Fleet['prepare']>[1],
  look: Ec2Look,
  options: Ec2FleetOptions,
): Promise<void> {
  const machines =
    namedIn(look, ids) ?? refuseOrder('preparing a server that EC2 does not show now');
  const up = machines.filter((one) => !isEnding(one) && one.tags[tagNames.open] === undefined);
  const fresh = up.filter(({ tags }) => tags[tagNames.prepare] === undefined);
  if (fresh.length > 0) {
    await order.stillMine();
    await reach.createTags('noting that servers are prepared', {
      Resources: fresh.map(({ id }) => id),
      Tags: written({ [tagNames.prepare]: String(options.now()) }),
    });
  }
  if (!namesAll(look.rule, options)) {
    // The balancer checks nobody in a group that no rule names.
    await order.stillMine();
    await writeWeights(reach, options, look.rule, look.rule.weights);
  }
  const outside = up.filter(
    ({ id, state }) => state === 'running' && !look.waiting?.some((target) => target.id === id),
  );
  if (outside.length > 0) {
    await order.stillMine();
    await reach.registerTargets('letting servers be checked', {
      TargetGroupArn: options.waiting,
      Targets: outside.map(({ id }) => ({ Id: id })),
    });
  }
  const running = up.filter(({ state }) => state === 'running');
  if (options.configure)
    await reach.within(
      'configuring servers',
      beginConfiguring(options.configure, order, build, running),
    );
}
