import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { launchInput } from '../launch-input.ts';
import type { Ec2Machine } from '../machines.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { fenceTag, tagNames, written } from '../tags.ts';
import { ask, type CheckupAws, type Denial, type Came } from './calls.ts';

/** What came of trying: who is denied what, which actions were tried, and why not all. */
export type Tried = {
  readonly denials: readonly Denial[];
  readonly actions: readonly string[];
  readonly untried: string | null;
  /** A launch that AWS refuses for another reason than its policies. */
  readonly launch: string | null;
};

/** No server is ever called so. */
const nobody = 'i-00000000000000000';
const dry = { DryRun: true } as const;

/**
 * Tries what changes servers as a dry run. One that an AWS carries out all the same would be a
 * catastrophe: reading as a dry run has to be refused first, and what does no harm is tried before
 * what does.
 */
export async function tryServers(
  aws: CheckupAws,
  service: string,
  { machine, version }: { readonly machine: Ec2Machine; readonly version: string },
  options: Ec2FleetOptions,
): Promise<Tried> {
  const ids = { ...dry, InstanceIds: [machine.id] };
  const probe = await ask('ec2:DescribeInstances', (how) => aws.describeInstances(ids, how));
  if (!isHonoured(probe)) return ignored;
  const attribute = { InstanceId: machine.id, DisableApiTermination: { Value: true } };
  const tags = { Resources: [machine.id], Tags: written({ [tagNames.guard]: 'on' }) };
  const harmless = await Promise.all([
    ask('ec2:CreateTags', (how) => aws.createTags({ ...dry, ...tags }, how)),
    ask('ec2:ModifyInstanceAttribute', (how) =>
      aws.modifyInstanceAttribute({ ...dry, ...attribute }, how),
    ),
    ...(options.spares ? [ask('ec2:StartInstances', (how) => aws.startInstances(ids, how))] : []),
  ]);
  if (!harmless.every(isHonoured)) return ignored;
  const slots = { base: 0, n: 1, attempt: 0 };
  const build = { image: machine.image, version };
  const order = launchInput({ service, release: 'doctor' }, build, slots, options);
  const launch = await ask('ec2:RunInstances', (how) =>
    aws.runInstances({ ...dry, ...order }, how),
  );
  const read = { InstanceId: machine.id, Attribute: 'disableApiTermination' } as const;
  const others = await Promise.all([
    ask('ec2:DescribeInstanceAttribute', (how) => aws.describeInstanceAttribute(read, how)),
    ask('ec2:TerminateInstances', (how) => aws.terminateInstances(ids, how)),
    ...(options.spares ? [ask('ec2:StopInstances', (how) => aws.stopInstances(ids, how))] : []),
  ]);
  return {
    denials: denialsIn([launch, ...harmless, ...others]),
    actions: [...onServers, ...(options.spares ? withSpares : [])],
    untried: null,
    launch: launch.kind === 'refused' && !isDry(launch) ? `${launch.code}: ${launch.why}` : null,
  };
}

/** What a launch hands over and writes is tried with it. */
const onServers = [
  'ec2:RunInstances',
  'iam:PassRole',
  'ec2:CreateTags',
  'ec2:DescribeInstanceAttribute',
  'ec2:ModifyInstanceAttribute',
  'ec2:TerminateInstances',
] as const;
const withSpares = ['ec2:StartInstances', 'ec2:StopInstances'] as const;

const ignored: Tried = {
  denials: [],
  actions: [],
  untried: 'this AWS carries dry runs out, so nothing was tried on servers',
  launch: null,
};

/** A dry run that was answered as one: whatever the answer is, nothing was done. */
function isHonoured(said: Came<unknown>): boolean {
  return said.kind !== 'said';
}

/**
 * The balancer knows no dry run. Each is tried so that nothing comes of it: a server that nobody is
 * is let in and out, the rule is sent to a group that is none, and a tag comes and goes. A rule
 * that was not read is left alone.
 */
export async function tryBalancer(
  aws: CheckupAws,
  actions: readonly Action[] | null,
  { rule, groups, waiting }: Pick<Ec2FleetOptions, 'rule' | 'groups' | 'waiting'>,
): Promise<Pick<Tried, 'denials' | 'actions'>> {
  const letIn = [...groups, waiting].map(async (TargetGroupArn) => {
    const input = { TargetGroupArn, Targets: [{ Id: nobody }] };
    return [
      await ask('elasticloadbalancing:RegisterTargets', (how) => aws.registerTargets(input, how)),
      await ask('elasticloadbalancing:DeregisterTargets', (how) =>
        aws.deregisterTargets(input, how),
      ),
    ];
  });
  const atRule =
    actions === null ? [] : await tryRule(aws, rule, { actions, group: noGroupBeside(waiting) });
  const inGroups = (await Promise.all(letIn)).flat();
  return {
    denials: denialsIn([...inGroups, ...atRule]),
    actions: [...onGroups, ...onRule.slice(0, atRule.length)],
  };
}

const onGroups = ['RegisterTargets', 'DeregisterTargets'] as const;
/** In the order in which they are tried. */
const onRule = ['AddTags', 'RemoveTags', 'ModifyRule'] as const;

/** AWS gives its groups numbers by chance, and never this one. */
function noGroupBeside(group: string): string {
  return group.replace(/:targetgroup\/[^]*$/, ':targetgroup/davy-doctor/0000000000000000');
}

/**
 * To say anew what a rule says might lose what this SDK does not know of it, so it is sent to a
 * group that is none, which AWS refuses once its policies have allowed it. Users may depend on the
 * rule: where reading that group is not refused first, nobody tries. Should it be taken all the
 * same, it is put back at once.
 */
async function tryRule(
  aws: CheckupAws,
  rule: string,
  { actions, group }: { readonly actions: readonly Action[]; readonly group: string },
): Promise<readonly Came<unknown>[]> {
  const tag = fenceTag('doctor');
  const sent = (Actions: Action[]) =>
    ask('elasticloadbalancing:ModifyRule', (how) =>
      aws.modifyRule({ RuleArn: rule, Actions }, how),
    );
  const tagged = [
    await ask('elasticloadbalancing:AddTags', (how) =>
      aws.addTags({ ResourceArns: [rule], Tags: written({ [tag]: '0/0' }) }, how),
    ),
    await ask('elasticloadbalancing:RemoveTags', (how) =>
      aws.removeTags({ ResourceArns: [rule], TagKeys: [tag] }, how),
    ),
  ];
  if (!(await isKnownAsNone(aws, group))) return tagged;
  const tried = await sent([{ Type: 'forward', TargetGroupArn: group }]);
  if (tried.kind === 'said') await sent([...actions]);
  return [...tagged, tried];
}

/** Whether this AWS knows which groups there are, and that this one is none of them. */
async function isKnownAsNone(aws: CheckupAws, TargetGroupArn: string): Promise<boolean> {
  const said = await ask('elasticloadbalancing:DescribeTargetHealth', (how) =>
    aws.describeTargetHealth({ TargetGroupArn }, how),
  );
  return said.kind === 'refused' && said.code.startsWith('TargetGroupNotFound');
}

function isDry(said: Came<unknown>): boolean {
  return said.kind === 'refused' && said.code === 'DryRunOperation';
}

function denialsIn(all: readonly Came<unknown>[]): readonly Denial[] {
  return all.flatMap((one) =>
    one.kind === 'denied' ? [{ action: one.action, resource: one.resource }] : [],
  );
}
