import { z } from 'zod';
import { action } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag } from '../wire/input.ts';
import type { World } from '../world.ts';
import { touchedInstances } from './arn.ts';
import { moveOf } from './compute.ts';
import { seenInstances } from './find.ts';

const touches = (world: World, { InstanceId }: { readonly InstanceId: string }) =>
  touchedInstances(world, [InstanceId]);

/** Changes one attribute of one server: two at a time are refused. */
export const modifyInstanceAttribute = action({
  input: z.strictObject({
    InstanceId: z.string(),
    DisableApiTermination: z.strictObject({ Value: flag }).optional(),
    InstanceInitiatedShutdownBehavior: z
      .strictObject({ Value: z.enum(['stop', 'terminate']) })
      .optional(),
    Attribute: z.enum(['disableApiTermination', 'instanceInitiatedShutdownBehavior']).optional(),
    Value: z.string().optional(),
  }),
  touches,
  run(world, { InstanceId, ...asked }) {
    const [instance] = seenInstances(world, [InstanceId]);
    const guard =
      asked.DisableApiTermination?.Value ??
      (asked.Attribute === 'disableApiTermination' ? asked.Value === 'true' : undefined);
    const behaviour = asked.InstanceInitiatedShutdownBehavior?.Value;
    if ((guard === undefined) === (behaviour === undefined))
      throw new AwsFault('InvalidParameterCombination', 'Exactly one attribute must be specified');
    if (instance === undefined) return {};
    if (moveOf(instance, world.clock.now()).state === 'terminated')
      throw new AwsFault(
        'IncorrectInstanceState',
        `The instance '${InstanceId}' is not in a valid state for this operation.`,
      );
    if (guard === true && instance.spot !== null)
      throw new AwsFault(
        'UnsupportedOperation',
        'Termination protection is not supported for Spot Instances.',
      );
    if (guard !== undefined) instance.isGuarded = guard;
    if (behaviour !== undefined) instance.shutdownBehaviour = behaviour;
    return { return: true };
  },
});

/** Says one attribute of one server: looking at servers does not show these. */
export const describeInstanceAttribute = action({
  input: z.strictObject({
    InstanceId: z.string(),
    Attribute: z.enum([
      'disableApiTermination',
      'instanceInitiatedShutdownBehavior',
      'instanceType',
    ]),
  }),
  touches,
  run(world, { InstanceId, Attribute }) {
    const [instance] = seenInstances(world, [InstanceId]);
    if (instance === undefined) return {};
    const values = {
      disableApiTermination: instance.isGuarded,
      instanceInitiatedShutdownBehavior: instance.shutdownBehaviour,
      instanceType: instance.type,
    };
    return { instanceId: instance.id, [Attribute]: { value: values[Attribute] } };
  },
});

/** What a server wrote on its console, encoded as EC2 does it. */
export const getConsoleOutput = action({
  input: z.strictObject({ InstanceId: z.string(), Latest: flag.optional() }),
  touches,
  run(world, { InstanceId }) {
    seenInstances(world, [InstanceId]);
    return {
      instanceId: InstanceId,
      timestamp: new Date(world.clock.now()).toISOString(),
      output: Buffer.from(world.machines.console(InstanceId)).toString('base64'),
    };
  },
});
