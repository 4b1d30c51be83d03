import type { Steering } from '../machines/machines.ts';
import type { World } from '../world.ts';
import { type Rule, rulesInOrder, type TargetGroup } from './balancing.ts';
import { healthOf } from './health.ts';

/** Where a rule sends new users, of 1,000; those for whom there is nobody are in `lost`. */
export type Traffic = {
  readonly rule: string;
  readonly steering: readonly Steering[];
  readonly lost: number;
  /** Groups all of whose targets are bad, so that all of them are sent to. */
  readonly failOpen: readonly string[];
};

/** Shares 1,000 new users out as a rule says. An empty group loses its part: nothing takes over. */
export function trafficOf(world: World, rule: Rule): Traffic {
  const total = rule.forward.groups.reduce((sum, { weight }) => sum + weight, 0);
  const shares = new Map<string, number>();
  const failOpen: string[] = [];
  let lost = total === 0 ? 1_000 : 0;
  for (const { arn, weight } of rule.forward.groups) {
    const group = world.balancing.groups.get(arn);
    const part = total === 0 ? 0 : (weight / total) * 1_000;
    const { ids, isOpen } = group ? takersOf(world, group) : { ids: [], isOpen: false };
    if (ids.length === 0) lost += part;
    if (isOpen && part > 0) failOpen.push(arn);
    for (const id of ids) shares.set(id, (shares.get(id) ?? 0) + part / ids.length);
  }
  const steering = [...shares].map(([id, share]) => ({ id, share: Math.round(share) }));
  return { rule: rule.arn, steering, lost: Math.round(lost), failOpen };
}

/** The healthy ones; where there is none, everybody: that is what "fail open" means. */
function takersOf(world: World, group: TargetGroup) {
  const members = [...group.targets.values()].filter((one) => one.drainingFromMs === null);
  const states = members.map((one) => ({ one, state: healthOf(world, group, one).State }));
  const healthy = states.filter(({ state }) => state === 'healthy');
  const running = states.filter(({ state }) => state !== 'unused');
  const takers = healthy.length > 0 ? healthy : running;
  return {
    ids: [...new Set(takers.map(({ one }) => one.instance))],
    isOpen: healthy.length === 0 && running.length > 0,
  };
}

/** Tells the machines' balancer what the first rule says: it has one door only. */
export function steer(world: World): void {
  const [first] = rulesInOrder(world.balancing);
  if (first !== undefined) world.machines.steer(trafficOf(world, first).steering);
}
