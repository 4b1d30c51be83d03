import { type KnownImages, type VersionOf, versionsOf } from './images.ts';
import { readRule, type RuleSays, type GroupTarget, targetsIn } from './front-door.ts';
import { bearingOf, type Bearing, isEnding, type Ec2Machine, machinesOf } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { tagNames } from './tags.ts';

/** What AWS says of a line at one time. */
export type Ec2Look = {
  readonly machines: readonly Ec2Machine[];
  readonly rule: RuleSays;
  /** Who is in a target group that may get traffic, and who waits. */
  readonly serving: readonly GroupTarget[];
  readonly waiting: readonly GroupTarget[];
  readonly bearing: (machine: Ec2Machine) => Bearing;
};

/**
 * Reads servers, rule and groups. A look that only shows leaves out the groups that can have nobody
 * to show: those that get nothing and that no server names. Whoever changes something reads all.
 */
export async function lookAt(
  reach: AwsReach,
  service: string,
  options: Ec2FleetOptions,
  { known, all }: { readonly known: KnownImages; readonly all: boolean },
): Promise<Ec2Look> {
  const [machines, rule] = await Promise.all([
    machinesOf(reach, service, options),
    readRule(reach, options),
  ]);
  const named = new Set(machines.map(({ tags }) => tags[tagNames.group]));
  const groups = options.groups.filter(
    (group) => all || named.has(group) || (rule.weights.get(group) ?? 0) > 0,
  );
  const waits = all || machines.some(isWaiting);
  const [serving, waiting, versionOf] = await Promise.all([
    targetsIn(reach, groups),
    waits ? targetsIn(reach, [options.waiting]) : [],
    versionsOf(reach, machines, options, known) satisfies Promise<VersionOf>,
  ]);
  return {
    machines,
    rule,
    serving,
    waiting,
    bearing: (machine) => bearingOf(machine, versionOf),
  };
}

/** Whether a server was prepared, and is not let in yet. */
function isWaiting(machine: Ec2Machine): boolean {
  const { tags } = machine;
  return (
    !isEnding(machine) && tags[tagNames.prepare] !== undefined && tags[tagNames.open] === undefined
  );
}

/** Those of a look that an order names; null where one of them is not shown. */
export function namedIn(
  { machines }: Pick<Ec2Look, 'machines'>,
  ids: readonly string[],
): readonly Ec2Machine[] | null {
  const found = ids.flatMap((id) => machines.find((machine) => machine.id === id) ?? []);
  return found.length === ids.length ? found : null;
}

/** The target that a server serves as: a healthy one, where it is in several groups. */
export function servingAs({ serving }: Pick<Ec2Look, 'serving'>, id: string): GroupTarget | null {
  const own = serving.filter((target) => target.id === id);
  return own.find(({ health }) => health === 'healthy') ?? own[0] ?? null;
}
