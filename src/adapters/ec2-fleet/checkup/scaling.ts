import type { FleetFinding } from '../../../ports/fleet.ts';
import { type Ec2Machine, scalingGroupOf } from '../machines.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { beginCall } from '../reach.ts';
import { readForCopy, whyNotCopied } from '../scaling/copyable.ts';
import { familyOf, isOfFamily, type ScalingGroup } from '../scaling/groups.ts';
import { ask, type Came, type CheckupAws, type Denial } from './calls.ts';
import { noScalingTried, type TriedScaling, tryScaling } from './try-scaling.ts';

/** What is known of Auto Scaling groups, and what Davy may do to them. */
export type ScalingSeen = TriedScaling & { readonly findings: readonly FleetFinding[] };

/** Looks at the groups that servers belong to, and whether a release could copy theirs. */
export async function lookAtScaling(
  aws: CheckupAws,
  service: string,
  running: readonly Ec2Machine[],
  options: Ec2FleetOptions,
): Promise<ScalingSeen> {
  const { group } = options;
  const strange = [...new Set(running.flatMap((one) => scalingGroupOf(one) ?? []))]
    .filter((name) => group === null || !isOfFamily(name, group.copy))
    .map((name) => strangeGroup(name, group));
  if (group === null) return { findings: strange, ...noScalingTried };
  const reach = () => beginCall(aws, { budget: null, keys: null });
  const listed = await ask('autoscaling:DescribeAutoScalingGroups', () =>
    familyOf(reach(), service, group.copy),
  );
  if (listed.kind !== 'said') return { findings: strange, ...nothing(listed) };
  const [largest] = listed.said.toSorted((a, b) => b.members.length - a.members.length);
  const read = largest && (await ask('', () => readForCopy(reach(), largest)));
  const tried = await tryScaling(aws, listed.said, options);
  if (read && read.kind !== 'said')
    return { ...tried, findings: strange, denials: [...nothing(read).denials, ...tried.denials] };
  const whys = whyNotCopied(read?.said, options);
  const well = largest && whys.length === 0 ? [copied(largest)] : [];
  return {
    ...tried,
    findings: [...strange, ...well, ...whys.map(({ what, todo }) => ({ what, todo }))],
  };
}

function copied({ name, min, max, members }: ScalingGroup): FleetFinding {
  return {
    what:
      `the Auto Scaling group ${name} has ${members.length} servers (${min} to ${max}), ` +
      'and can be copied',
    todo: null,
  };
}

/** A group would replace the servers that Davy takes away. */
function strangeGroup(name: string, group: Ec2FleetOptions['group']): FleetFinding {
  return {
    what: `servers belong to the Auto Scaling group ${name}, so none of them is moved`,
    todo: group
      ? `Detach them from ${name}, or write group: { copy: ${name} } into the fleet of davy.yml`
      : `Write group: { copy: ${name} } into the fleet of davy.yml, or detach them from ${name}: ` +
        'it would start others in the place of those that Davy ends',
  };
}

function nothing(came: Exclude<Came<unknown>, { kind: 'said' }>): TriedScaling {
  const denials: readonly Denial[] = came.kind === 'denied' ? [came] : [];
  return { ...noScalingTried, denials };
}
