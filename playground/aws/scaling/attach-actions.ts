import { z } from 'zod';
import { action } from '../action.ts';
import { moveOf } from '../ec2/compute.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, someOf } from '../wire/input.ts';
import { happened, type World } from '../world.ts';
import { scalingGroupOf, touchedGroup } from './find.ts';
import { leaveTargets, letIn } from './members.ts';
import type { ScalingGroup } from './scaling.ts';

const named = { AutoScalingGroupName: z.string(), InstanceIds: someOf(z.string()) };
const atOnce = 20;

/**
 * Puts servers that run into a group, which then wants so many more: they get its tags and serve in
 * its target groups. There must be room for them, and none may be in a group already.
 */
export const attachInstances = action({
  input: z.strictObject(named),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, InstanceIds }) {
    const group = scalingGroupOf(world, AutoScalingGroupName);
    refuseMany(InstanceIds);
    const servers = InstanceIds.map((id) => serverFor(world, group, id));
    if (group.desired + servers.length > group.max) throw noSize(group, servers.length, 'attach');
    for (const { id, tags } of servers) {
      for (const [key, { value, propagate }] of group.tags) if (propagate) tags.set(key, value);
      tags.set('aws:autoscaling:groupName', group.name);
      group.members.set(id, {
        instance: id,
        joinedAtMs: world.clock.now(),
        version: '0',
        isProtected: group.protectsNew,
        lifecycle: 'InService',
        goesAtMs: 0,
      });
      if (!group.suspended.has('AddToLoadBalancer')) letIn(world, group, id);
      happened(world, `attached to ${group.name}`, id);
    }
    group.desired += servers.length;
    return {};
  },
});

function serverFor(world: World, group: ScalingGroup, id: string) {
  const found = world.compute.instances.get(id);
  const state = found && moveOf(found, world.clock.now()).state;
  if (found === undefined || state !== 'running')
    throw new AwsFault(
      'ValidationError',
      found === undefined
        ? `Invalid Instance ID(s): [${id}]`
        : `Instance ${id} is not in correct state: ${state}`,
    );
  const other = found.tags.get('aws:autoscaling:groupName');
  if (other !== undefined)
    throw new AwsFault(
      'ValidationError',
      `Instance ${id} is already part of AutoScalingGroup:${other}`,
    );
  const zones = group.subnets.map((subnet) => world.compute.subnets.get(subnet)?.zone);
  if (!zones.includes(found.zone))
    throw new AwsFault(
      'ValidationError',
      `The availability zone ${found.zone} of instance ${id} is not one of ${group.name}`,
    );
  return found;
}

/** Takes servers out of a group; unless its number goes down with them, it starts others. */
export const detachInstances = action({
  input: z.strictObject({ ...named, ShouldDecrementDesiredCapacity: flag }),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, InstanceIds, ShouldDecrementDesiredCapacity: isLess }) {
    const group = scalingGroupOf(world, AutoScalingGroupName);
    refuseMany(InstanceIds);
    for (const id of InstanceIds) {
      const member = group.members.get(id);
      if (member === undefined)
        throw new AwsFault(
          'ValidationError',
          `The instance ${id} is not part of Auto Scaling group ${group.name}.`,
        );
      if (member.lifecycle !== 'InService')
        throw new AwsFault(
          'ValidationError',
          `The instance ${id} is in ${member.lifecycle} and not in InService or Standby.`,
        );
    }
    const count = InstanceIds.length;
    if (isLess && group.desired - count < group.min) throw noSize(group, count, 'detach');
    for (const id of InstanceIds) {
      const member = group.members.get(id);
      if (member !== undefined) leaveTargets(world, group, member);
      group.members.delete(id);
      world.compute.instances.get(id)?.tags.delete('aws:autoscaling:groupName');
    }
    if (isLess) group.desired -= count;
    return { Activities: [] };
  },
});

function refuseMany(ids: readonly string[]): void {
  if (ids.length > atOnce)
    throw new AwsFault('ValidationError', `At most ${atOnce} instance ids may be named`);
}

function noSize({ name, min, max, desired }: ScalingGroup, count: number, doing: string): AwsFault {
  return new AwsFault(
    'ValidationError',
    `AutoScalingGroup ${name} has min-size=${min}, max-size=${max}, and desired-size=${desired}. ` +
      `To ${doing} ${count} more instance(s), please update the AutoScalingGroup sizes.`,
  );
}
