import { z } from 'zod';
import { action } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, listOf, someOf } from '../wire/input.ts';
import { isList, treeOf } from '../wire/xml.ts';
import { scalingGroupOf, touchedGroup } from './find.ts';
import { paging, scalingPage } from './paging.ts';
import { processes } from './scaling.ts';

const name = { AutoScalingGroupName: z.string() };
const protectedMax = 50;

/** Keeps members from being taken away when the group shrinks: it is no termination protection. */
export const setInstanceProtection = action({
  input: z.strictObject({ ...name, InstanceIds: someOf(z.string()), ProtectedFromScaleIn: flag }),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn }) {
    const group = scalingGroupOf(world, AutoScalingGroupName);
    if (InstanceIds.length > protectedMax)
      throw new AwsFault('ValidationError', `At most ${protectedMax} instance ids may be named`);
    const members = InstanceIds.map((id) => {
      const member = group.members.get(id);
      if (member !== undefined && member.lifecycle !== 'Terminating') return member;
      throw new AwsFault(
        'ValidationError',
        `The instance ${id} is not part of Auto Scaling group ${group.name}.`,
      );
    });
    for (const member of members) member.isProtected = ProtectedFromScaleIn;
    return {};
  },
});

const someProcesses = z.strictObject({
  ...name,
  ScalingProcesses: listOf(z.enum(processes)).default([]),
});

/** Tells a group to leave things alone; without names, all of them. */
export const suspendProcesses = action({
  input: someProcesses,
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, ScalingProcesses: some }) {
    const { suspended } = scalingGroupOf(world, AutoScalingGroupName);
    for (const one of some.length > 0 ? some : processes) suspended.add(one);
    return {};
  },
});

/** Lets a group do them again. */
export const resumeProcesses = action({
  input: someProcesses,
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, ScalingProcesses: some }) {
    const { suspended } = scalingGroupOf(world, AutoScalingGroupName);
    for (const one of some.length > 0 ? some : processes) suspended.delete(one);
    return {};
  },
});

const answersOnly = ['PolicyARN', 'Alarms'] as const;

/** Keeps a policy as it was written: what alarms would make of it is told by the playground. */
export const putScalingPolicy = action({
  input: z.looseObject({ ...name, PolicyName: z.string(), PolicyType: z.string().optional() }),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, PolicyName, ...config }) {
    if (config.PolicyType === 'TargetTrackingScaling' && !('TargetTrackingConfiguration' in config))
      throw new AwsFault('ValidationError', 'TargetTrackingConfiguration is required');
    const stranger = answersOnly.find((key) => key in config);
    if (stranger !== undefined)
      throw new AwsFault('ValidationError', `The parameter ${stranger} is not known`);
    const group = scalingGroupOf(world, AutoScalingGroupName);
    const own = group.arn.replace(':autoScalingGroup:', ':scalingPolicy:');
    const arn = `${own}:policyName/${PolicyName}`;
    group.policies.set(PolicyName, { arn, config: treeOf(config) });
    return { PolicyARN: arn, Alarms: [] };
  },
});

/** Lists policies with what was written in them. */
export const describePolicies = action({
  input: z.strictObject({
    AutoScalingGroupName: z.string().optional(),
    PolicyNames: listOf(z.string()).default([]),
    PolicyTypes: listOf(z.string()).default([]),
    ...paging,
  }),
  run(world, { AutoScalingGroupName, PolicyNames, MaxRecords = 50, NextToken }) {
    const groups = [...world.scaling.groups.values()].filter(
      (one) => AutoScalingGroupName === undefined || one.name === AutoScalingGroupName,
    );
    const all = groups.flatMap((group) =>
      [...group.policies]
        .filter(([policy]) => PolicyNames.length === 0 || PolicyNames.includes(policy))
        .map(([policy, { arn, config }]) => ({
          AutoScalingGroupName: group.name,
          PolicyName: policy,
          PolicyARN: arn,
          ...(typeof config === 'object' && !isList(config) ? config : {}),
        })),
    );
    const { items, next } = scalingPage(all, MaxRecords, NextToken);
    return { ScalingPolicies: items, NextToken: next };
  },
});
