import { Replaced } from '../../ports/errors.ts';
import type { Order } from '../../ports/fleet.ts';
import { system } from './faults.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { lineKey } from '../../release/state/keys.ts';
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
  if (newest.fence > fence) throw new Replaced(system, `${doing}, after fence ${newest.fence}`);
  refuseStale(order, tags, doing);
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

/** Who gives orders without the ledger gives none once a release that they do not know has. */
function refuseStale(
  { lastTurn = Number.POSITIVE_INFINITY }: Order,
  tags: Readonly<Record<string, string>>,
  doing: string,
): void {
  for (const [key, value] of Object.entries(tags)) {
    const release = key.slice(fenceTag('').length);
    // What is ordered for the line as a whole begins no turn.
    if (!key.startsWith(fenceTag('')) || release.startsWith(lineKey(''))) continue;
    const { turn } = fenceIn(value);
    if (turn > lastTurn)
      throw new Replaced(
        system,
        `${doing}: ${release} of turn ${turn} gave orders since, and this knows of turn ` +
          `${lastTurn} at most`,
      );
  }
}

function fenceIn(value = ''): { readonly turn: number; readonly fence: number } {
  const [, turn = '0', fence = '-1'] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  return { turn: Number(turn), fence: Number(fence) };
}
