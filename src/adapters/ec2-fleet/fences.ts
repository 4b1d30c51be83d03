import type { Order } from '../../ports/fleet.ts';
import { refuseOrder } from './faults.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { fenceTag, read, written } from './tags.ts';

/** So many releases are remembered on a rule; the oldest are forgotten. */
const kept = 20;

/**
 * Refuses an order of somebody who was replaced, and remembers the newest fence of its release on
 * the listener rule. Between reading and acting somebody may still be replaced: that is what
 * `stillMine` is for.
 */
export async function obey(
  reach: AwsReach,
  order: Order,
  { rule }: Pick<Ec2FleetOptions, 'rule'>,
): Promise<void> {
  const { release, turn, fence } = order;
  const doing = `taking orders for ${release} with fence ${fence}`;
  const { TagDescriptions: [found] = [] } = await reach.describeTags(doing, {
    ResourceArns: [rule],
  });
  const tags = read(found?.Tags);
  const newest = fenceIn(tags[fenceTag(release)]);
  if (newest.fence > fence) refuseOrder(`${doing}, after fence ${newest.fence}`);
  if (newest.fence === fence) return;
  const forgotten = Object.entries(tags)
    .filter(([key]) => key.startsWith(fenceTag('')) && key !== fenceTag(release))
    .map(([key, value]) => ({ key, turn: fenceIn(value).turn }))
    .toSorted((a, b) => b.turn - a.turn)
    .slice(kept - 1);
  if (forgotten.length > 0) {
    await order.stillMine();
    await reach.removeTags(doing, {
      ResourceArns: [rule],
      TagKeys: forgotten.map(({ key }) => key),
    });
  }
  await order.stillMine();
  await reach.addTags(doing, {
    ResourceArns: [rule],
    Tags: written({ [fenceTag(release)]: `${turn}/${fence}` }),
  });
}

function fenceIn(value = ''): { readonly turn: number; readonly fence: number } {
  const [, turn = '0', fence = '-1'] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  return { turn: Number(turn), fence: Number(fence) };
}
