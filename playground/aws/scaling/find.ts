import type { Touched } from '../action.ts';
import { tagContext } from '../iam/context.ts';
import { AwsFault } from '../wire/fault.ts';
import type { World } from '../world.ts';
import type { ScalingGroup } from './scaling.ts';

/** The group with this name. */
export function scalingGroupOf({ scaling }: World, name: string): ScalingGroup {
  const group = scaling.groups.get(name);
  if (group !== undefined) return group;
  throw new AwsFault('ValidationError', `AutoScalingGroup name not found - ${name}`);
}

/** A group's full name. */
export function scalingArn({ region, account }: World, name: string): string {
  return (
    `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:` +
    `930d940e-891e-4781-a11a-7b0acd480f03:autoScalingGroupName/${name}`
  );
}

/** What policies see of a call that names a group. */
export function touchedGroup(
  world: World,
  { AutoScalingGroupName: name }: { readonly AutoScalingGroupName: string },
): readonly Touched[] {
  const tags = [...(world.scaling.groups.get(name)?.tags ?? [])];
  return [
    {
      resource: scalingArn(world, name),
      context: tagContext('autoscaling', new Map(tags.map(([key, { value }]) => [key, value]))),
    },
  ];
}

/** Refuses sizes that contradict each other. */
export function checkSizes({ min, desired, max }: Pick<ScalingGroup, 'min' | 'desired' | 'max'>) {
  if (min > max)
    throw new AwsFault('ValidationError', 'Max bound must be greater than or equal to min bound');
  if (desired < min || desired > max)
    throw new AwsFault(
      'ValidationError',
      `Desired capacity:${desired} must be between the specified min size:${min} and max ` +
        `size:${max}`,
    );
}
