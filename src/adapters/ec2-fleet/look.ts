import { configurationsOf, type Configured, type EndedConfigurations } from './configure.ts';
import { type KnownImages, type VersionOf, versionsOf } from './images.ts';
import { readRule, type RuleSays, type GroupTarget } from './front-door.ts';
import { askAll, askInTurn, type HealthMemory } from './health-memory.ts';
import { sharesIn } from './shares.ts';
import { bearingOf, type Bearing, type Ec2Machine, isWaiting, machinesOf } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { tagNames } from './tags.ts';

/** What AWS says of a line at one time. */
export type Ec2Look = {
  readonly machines: readonly Ec2Machine[];
  readonly rule: RuleSays;
  /** Who is in a target group that may get traffic, and who waits. */
  readonly serving: readonly GroupTarget[];
  /** Null where their group does not answer: nothing of the others hangs on it. */
  readonly waiting: readonly GroupTarget[] | null;
  /** What each server gets of new traffic. */
  readonly shares: ReadonlyMap<string, number>;
  /** Users stick to their servers: whoever gets new ones is open, and nobody else. */
  readonly sticks: boolean;
  /** How those that wait stand with their configuration; nobody where images are all there is. */
  readonly configured: ReadonlyMap<string, Configured>;
  readonly bearing: (machine: Ec2Machine) => Bearing;
};

/**
 * What a look is for. One that only shows leaves out the groups that can have nobody to show: those
 * that get nothing and that no server names. Weights are no matter of those who wait.
 */
export type LookFor = 'show' | 'weights' | 'all';

/** What earlier looks found out: what never changes, and what groups said last. */
export type KnownBefore = {
  readonly known: KnownImages;
  readonly ended: EndedConfigurations;
  readonly health: HealthMemory;
};

/** Reads servers, rule and groups. */
export async function lookAt(
  reach: AwsReach,
  service: string,
  options: Ec2FleetOptions,
  { known, ended, health, to }: KnownBefore & { readonly to: LookFor },
): Promise<Ec2Look> {
  const [machines, rule] = await Promise.all([
    machinesOf(reach, service, options),
    readRule(reach, options),
  ]);
  const named = new Set(machines.map(({ tags }) => tags[tagNames.group]));
  const groups = options.groups.filter(
    (group) => to !== 'show' || named.has(group) || (rule.weights.get(group) ?? 0) > 0,
  );
  const asking = { memory: health, machines, options };
  const [{ serving, waiting }, versionOf, configured] = await Promise.all([
    to === 'show' ? askInTurn(reach, groups, asking) : askNow(reach, groups, asking, to),
    versionsOf(reach, machines, options, known) satisfies Promise<VersionOf>,
    options.configure && to !== 'weights'
      ? configurationsOf(options.configure, service, machines.filter(isWaiting), ended)
      : new Map<string, Configured>(),
  ]);
  return {
    machines,
    rule,
    serving,
    waiting,
    configured,
    shares: sharesIn(rule, serving),
    sticks: options.sticky !== null,
    bearing: (machine) => bearingOf(machine, versionOf),
  };
}

/** Who changes something asks all that it may hang on. */
async function askNow(
  reach: AwsReach,
  groups: readonly string[],
  asking: Parameters<typeof askAll>[2] & { readonly options: Ec2FleetOptions },
  to: LookFor,
): Promise<Pick<Ec2Look, 'serving' | 'waiting'>> {
  const [serving, waiting] = await Promise.all([
    askAll(reach, groups, asking),
    to === 'all' ? askAll(reach, [asking.options.waiting], asking) : [],
  ]);
  return { serving, waiting };
}

/** Those of a look that an order names; null where one of them is not shown. */
export function namedIn(
  { machines }: Pick<Ec2Look, 'machines'>,
  ids: readonly string[],
): readonly Ec2Machine[] | null {
  const found = ids.flatMap((id) => machines.find((machine) => machine.id === id) ?? []);
  return found.length === ids.length ? found : null;
}

/**
 * The target that a server serves as, where it is in several groups: one through which it gets
 * something, or else a healthy one.
 */
export function servingAs(
  { serving, rule }: Pick<Ec2Look, 'serving' | 'rule'>,
  id: string,
): GroupTarget | null {
  const own = serving.filter((target) => target.id === id);
  const well = own.filter(({ health }) => health === 'healthy');
  const gets = well.find(({ group }) => (rule.weights.get(group) ?? 0) > 0);
  return gets ?? well[0] ?? own[0] ?? null;
}
