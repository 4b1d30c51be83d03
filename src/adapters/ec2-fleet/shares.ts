import type { GroupTarget, RuleSays } from './front-door.ts';

/** What each server gets of new traffic, as the rule and the health of its group have it. */
export function sharesIn(
  rule: Pick<RuleSays, 'weights'>,
  serving: readonly GroupTarget[],
): ReadonlyMap<string, number> {
  const sum = [...rule.weights.values()].reduce((total, weight) => total + weight, 0);
  const shares = new Map<string, number>();
  for (const [group, weight] of rule.weights) {
    const takers = takersOf(serving.filter((target) => target.group === group));
    for (const { id } of weight > 0 ? takers : [])
      shares.set(id, (shares.get(id) ?? 0) + weight / sum / takers.length);
  }
  return shares;
}

/** The balancer sends to those that are well, and to all where none is. */
function takersOf(targets: readonly GroupTarget[]): readonly GroupTarget[] {
  const well = targets.filter(({ health }) => health === 'healthy');
  return well.length > 0 ? well : targets.filter(({ health }) => health !== 'unused');
}
