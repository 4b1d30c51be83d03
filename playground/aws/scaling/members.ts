import { moveOf } from '../ec2/compute.ts';
import { bringDown } from '../ec2/end.ts';
import { subnetOf, templateOf, versionOf } from '../ec2/find.ts';
import { launchInstances } from '../ec2/launch.ts';
import { drainMs } from '../elb/balancing.ts';
import { AwsFault } from '../wire/fault.ts';
import { happened, type World } from '../world.ts';
import { activeRefresh, type Member, type ScalingGroup } from './scaling.ts';

/** Launches one member where the group has fewest; false where there is no room anywhere. */
export function addMember(world: World, group: ScalingGroup): boolean {
  const counts = (id: string) =>
    [...group.members.keys()].filter((one) => world.compute.instances.get(one)?.subnet === id)
      .length;
  return group.subnets
    .toSorted((a, b) => counts(a) - counts(b))
    .some((subnet) => launchIn(world, group, subnet));
}

function launchIn(world: World, group: ScalingGroup, subnet: string): boolean {
  const choice = activeRefresh(group)?.goal ?? group.template;
  const template = templateOf(world, choice.id);
  const version = versionOf(template, choice.version);
  const { data } = template.versions[version - 1] ?? {};
  try {
    const [instance] = launchInstances(world, {
      image: data?.image ?? '',
      type: data?.type ?? 'm5.large',
      subnet: subnetOf(world, subnet),
      least: 1,
      most: 1,
      tags: new Map([
        ...Object.entries(data?.tags ?? {}),
        ...[...group.tags].flatMap(([key, { value, propagate }]) =>
          propagate ? [[key, value] as const] : [],
        ),
        ['aws:autoscaling:groupName', group.name],
        ['aws:ec2launchtemplate:id', template.id],
        ['aws:ec2launchtemplate:version', String(version)],
      ]),
      isGuarded: false,
      shutdownBehaviour: 'terminate',
      isSpot: false,
      token: undefined,
      template: { id: template.id, version: String(version) },
    });
    if (instance === undefined) return false;
    group.members.set(instance.id, {
      instance: instance.id,
      joinedAtMs: world.clock.now(),
      version: String(version),
      isProtected: group.protectsNew,
      lifecycle: 'Pending',
      goesAtMs: 0,
    });
    happened(world, `launched by ${group.name}`, instance.id);
    return true;
  } catch (fault) {
    if (fault instanceof AwsFault) return false;
    throw fault;
  }
}

/** Begins to take a member away, termination protection or not: its groups drain it first. */
export function dismiss(world: World, group: ScalingGroup, member: Member): void {
  if (member.lifecycle === 'Terminating') return;
  const now = world.clock.now();
  const drains = targetsOf(world, group, member).map(({ target, delayMs }) => {
    target.drainingFromMs ??= now;
    return delayMs;
  });
  member.lifecycle = 'Terminating';
  member.goesAtMs = now + Math.max(0, ...drains);
}

/** Has a server leave the target groups of its group, which drain it. */
export function leaveTargets(world: World, group: ScalingGroup, member: Member): void {
  for (const { target } of targetsOf(world, group, member))
    target.drainingFromMs ??= world.clock.now();
}

function targetsOf({ balancing }: World, group: ScalingGroup, { instance }: Member) {
  return group.targetGroups.flatMap((arn) => {
    const own = balancing.groups.get(arn);
    return own === undefined
      ? []
      : [...own.targets.values()]
          .filter((target) => target.instance === instance)
          .map((target) => ({ target, delayMs: drainMs(own) }));
  });
}

/** Follows each member: into service, out of it, and out of the group once it is no more. */
export function followMembers(world: World, group: ScalingGroup): void {
  const now = world.clock.now();
  for (const member of group.members.values()) {
    const instance = world.compute.instances.get(member.instance);
    const state = instance ? moveOf(instance, now).state : 'terminated';
    if (state === 'terminated' || state === 'shutting-down' || instance === undefined) {
      if (member.lifecycle !== 'Terminating') happened(world, 'lost', member.instance);
      leaveTargets(world, group, member);
      group.members.delete(member.instance);
    } else if (member.lifecycle === 'Terminating') {
      if (now >= member.goesAtMs) bringDown(world, instance, 'terminated', byGroup);
    } else if (member.lifecycle === 'Pending' && state === 'running') {
      member.lifecycle = 'InService';
      if (!group.suspended.has('AddToLoadBalancer')) letIn(world, group, member.instance);
    } else if (isUnwell(world, group, member, state) && !group.suspended.has('ReplaceUnhealthy')) {
      dismiss(world, group, member);
    }
  }
}

const byGroup = [
  'Client.InstanceInitiatedShutdown',
  'Taken out of service by its Auto Scaling group',
] as const;

/** Lets a server into the target groups of its group. */
export function letIn(world: World, group: ScalingGroup, instance: string): void {
  for (const arn of group.targetGroups) {
    const own = world.balancing.groups.get(arn);
    // Who is in already stays as it is.
    if (own?.targets.get(`${instance}:${own.port}`)?.drainingFromMs === null) continue;
    own?.targets.set(`${instance}:${own.port}`, {
      instance,
      port: own.port,
      registeredAtMs: world.clock.now(),
      drainingFromMs: null,
      verdict: 'initial',
    });
  }
}

/** Stopped counts as unwell; what health checks say counts only where the group asks them. */
function isUnwell(world: World, group: ScalingGroup, member: Member, state: string): boolean {
  if (group.suspended.has('HealthCheck')) return false;
  if (state === 'stopped' || state === 'stopping') return true;
  return (
    group.healthCheck === 'ELB' &&
    world.clock.now() - member.joinedAtMs >= group.graceMs &&
    targetsOf(world, group, member).some(({ target }) => target.verdict === 'unhealthy')
  );
}
