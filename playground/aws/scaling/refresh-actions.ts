import { z } from 'zod';
import { action } from '../action.ts';
import { pageOf } from '../page.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, listOf, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import { happened, type World } from '../world.ts';
import { scalingGroupOf, touchedGroup } from './find.ts';
import { choiceTree } from './look-actions.ts';
import { progressOf } from './refresh.ts';
import { activeRefresh, isActive, type Refresh, type ScalingGroup } from './scaling.ts';
import { choiceOf } from './template-choice.ts';

const name = { AutoScalingGroupName: z.string() };
const percent = whole.pipe(z.int().min(0).max(100));
const preferences = z.strictObject({
  MinHealthyPercentage: percent.default(90),
  MaxHealthyPercentage: whole.optional(),
  InstanceWarmup: whole.default(0),
  CheckpointPercentages: listOf(percent).default([]),
  CheckpointDelay: whole.default(3_600),
  SkipMatching: flag.default(false),
  AutoRollback: flag.default(false),
  ScaleInProtectedInstances: z.enum(['Refresh', 'Ignore', 'Wait']).default('Wait'),
  StandbyInstances: z.string().optional(),
  BakeTime: whole.optional(),
});

/** Begins to replace all servers of a group; one such thing goes on at a time. */
export const startInstanceRefresh = action({
  input: z.strictObject({
    ...name,
    Strategy: z.enum(['Rolling']).default('Rolling'),
    DesiredConfiguration: z
      .strictObject({
        LaunchTemplate: z.strictObject({
          LaunchTemplateId: z.string().optional(),
          LaunchTemplateName: z.string().optional(),
          Version: z.string().default('$Default'),
        }),
      })
      .optional(),
    Preferences: preferences.prefault({}),
  }),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, DesiredConfiguration, Preferences: told }) {
    const group = scalingGroupOf(world, AutoScalingGroupName);
    if (activeRefresh(group) !== undefined)
      throw new AwsFault(
        'InstanceRefreshInProgress',
        'An Instance Refresh is already in progress and blocks the execution of this one.',
      );
    const desired = DesiredConfiguration && choiceOf(world, DesiredConfiguration.LaunchTemplate);
    const now = world.clock.now();
    const refresh: Refresh = {
      id: world.newId('refresh'),
      startedAtMs: now,
      total: group.members.size,
      preferences: {
        minHealthy: told.MinHealthyPercentage,
        warmupMs: told.InstanceWarmup * 1_000,
        checkpoints: told.CheckpointPercentages,
        checkpointMs: told.CheckpointDelay * 1_000,
        skipMatching: told.SkipMatching,
        protectedOnes: told.ScaleInProtectedInstances,
      },
      desired,
      before: group.template,
      goal: desired ?? group.template,
      status: 'Pending',
      reason: undefined,
      progressAtMs: now,
      waitsUntilMs: 0,
      passedCheckpoints: 0,
      endedAtMs: undefined,
    };
    group.refreshes.unshift(refresh);
    return { InstanceRefreshId: refresh.id };
  },
});

/** Lists refreshes, the newest first. */
export const describeInstanceRefreshes = action({
  input: z.strictObject({
    ...name,
    InstanceRefreshIds: listOf(z.string()).default([]),
    MaxRecords: whole.default(50),
    NextToken: z.string().optional(),
  }),
  run(world, { AutoScalingGroupName, InstanceRefreshIds: ids, MaxRecords, NextToken }) {
    const group = scalingGroupOf(world, AutoScalingGroupName);
    const all = group.refreshes.filter(({ id }) => ids.length === 0 || ids.includes(id));
    const { items, next } = pageOf(all, MaxRecords, NextToken, 'InvalidNextToken');
    return {
      InstanceRefreshes: items.map((one) => refreshTree(world, group, one)),
      NextToken: next,
    };
  },
});

function refreshTree(world: World, group: ScalingGroup, refresh: Refresh): Tree {
  const isOver = !isActive(refresh.status);
  const { percent, old } = progressOf(world, group, refresh);
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: group.name,
    Status: refresh.status,
    StatusReason: refresh.reason,
    StartTime: new Date(refresh.startedAtMs).toISOString(),
    EndTime:
      refresh.endedAtMs === undefined ? undefined : new Date(refresh.endedAtMs).toISOString(),
    PercentageComplete: isOver && refresh.status === 'Successful' ? 100 : percent,
    InstancesToUpdate: isOver ? 0 : old.length,
    DesiredConfiguration: refresh.desired && {
      LaunchTemplate: choiceTree(world, refresh.desired),
    },
  };
}

/** Goes back to what was before, while it goes on, and only where what was before is certain. */
export const rollbackInstanceRefresh = action({
  input: z.strictObject(name),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName }) {
    const refresh = running(scalingGroupOf(world, AutoScalingGroupName));
    if (refresh.desired === undefined || refresh.before.version.startsWith('$'))
      throw new AwsFault(
        'IrreversibleInstanceRefresh',
        'The instance refresh has no desired configuration, or the group has no numbered version ' +
          'of its template to go back to.',
      );
    refresh.status = 'RollbackInProgress';
    refresh.goal = refresh.before;
    refresh.waitsUntilMs = 0;
    happened(world, 'refresh RollbackInProgress', AutoScalingGroupName);
    return { InstanceRefreshId: refresh.id };
  },
});

/** Stops where it is: what was replaced stays replaced. */
export const cancelInstanceRefresh = action({
  input: z.strictObject({ ...name, WaitForTransitioningInstances: flag.optional() }),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName }) {
    const refresh = running(scalingGroupOf(world, AutoScalingGroupName));
    refresh.status = 'Cancelled';
    refresh.endedAtMs = world.clock.now();
    refresh.reason = 'Cancelled by user';
    return { InstanceRefreshId: refresh.id };
  },
});

function running(group: ScalingGroup): Refresh {
  const refresh = activeRefresh(group);
  if (refresh !== undefined) return refresh;
  throw new AwsFault(
    'ActiveInstanceRefreshNotFound',
    'No in progress or pending Instance Refresh found for Auto Scaling group ' + group.name,
  );
}
