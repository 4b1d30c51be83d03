import { z } from 'zod';
import { action } from '../action.ts';
import { listOf } from '../wire/input.ts';
import { isList, type Tree, treeOf } from '../wire/xml.ts';
import { scalingGroupOf, touchedGroup } from './find.ts';
import { paging, scalingPage } from './paging.ts';

const name = { AutoScalingGroupName: z.string() };

/** Keeps a hook as it was written: no server waits for it here. */
export const putLifecycleHook = action({
  input: z.looseObject({ ...name, LifecycleHookName: z.string(), LifecycleTransition: z.string() }),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, LifecycleHookName, ...config }) {
    const { hooks } = scalingGroupOf(world, AutoScalingGroupName);
    hooks.set(LifecycleHookName, treeOf(config));
    return {};
  },
});

/** Lists the hooks of a group. */
export const describeLifecycleHooks = action({
  input: z.strictObject({ ...name, LifecycleHookNames: listOf(z.string()).default([]) }),
  run(world, { AutoScalingGroupName, LifecycleHookNames: names }) {
    const { hooks } = scalingGroupOf(world, AutoScalingGroupName);
    return {
      LifecycleHooks: [...hooks]
        .filter(([hook]) => names.length === 0 || names.includes(hook))
        .map(([LifecycleHookName, config]) => ({
          LifecycleHookName,
          AutoScalingGroupName,
          ...fieldsIn(config),
        })),
    };
  },
});

/** Keeps a schedule as it was written: nothing happens by it here. */
export const putScheduledUpdateGroupAction = action({
  input: z.looseObject({ ...name, ScheduledActionName: z.string() }),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, ScheduledActionName, ...config }) {
    const { scheduled } = scalingGroupOf(world, AutoScalingGroupName);
    scheduled.set(ScheduledActionName, treeOf(config));
    return {};
  },
});

/** Lists what is scheduled, of one group or of all. */
export const describeScheduledActions = action({
  input: z.strictObject({
    AutoScalingGroupName: z.string().optional(),
    ...paging,
  }),
  run(world, { AutoScalingGroupName, MaxRecords = 50, NextToken }) {
    const groups = [...world.scaling.groups.values()].filter(
      (one) => AutoScalingGroupName === undefined || one.name === AutoScalingGroupName,
    );
    const all = groups.flatMap((group) =>
      [...group.scheduled].map(([ScheduledActionName, config]) => ({
        ScheduledActionName,
        AutoScalingGroupName: group.name,
        ...fieldsIn(config),
      })),
    );
    const { items, next } = scalingPage(all, MaxRecords, NextToken);
    return { ScheduledUpdateGroupActions: items, NextToken: next };
  },
});

/** Gives a group a pool of servers beside it, which is shown and starts nobody here. */
export const putWarmPool = action({
  input: z.looseObject(name),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, ...config }) {
    scalingGroupOf(world, AutoScalingGroupName).warmPool = treeOf({ MinSize: 0, ...config });
    return {};
  },
});

function fieldsIn(tree: Tree): { readonly [name: string]: Tree } {
  return typeof tree === 'object' && !isList(tree) ? tree : {};
}
