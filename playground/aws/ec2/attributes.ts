import { z } from 'zod';
import { action } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag } from '../wire/input.ts';
import type { World } from '../world.ts';
import { touchedInstances } from './arn.ts';
import { type Instance, moveOf } from './compute.ts';
import { seenInstances } from './find.ts';

const touches = (world: World, { InstanceId }: { readonly InstanceId: string }) =>
  touchedInstances(world, [InstanceId]);

const modifySchema = z.strictObject({
  InstanceId: z.string(),
  DisableApiTermination: z.strictObject({ Value: flag }).optional(),
  InstanceInitiatedShutdownBehavior: z
    .strictObject({ Value: z.enum(['stop', 'terminate']) })
    .optional(),
  InstanceType: z.strictObject({ Value: z.string() }).optional(),
  EnaSupport: z.strictObject({ Value: flag }).optional(),
});

/** Changes one attribute of one server: two at a time are refused. */
export const modifyInstanceAttribute = action({
  input: modifySchema,
  touches,
  run(world, { InstanceId, ...asked }) {
    const [instance] = seenInstances(world, [InstanceId]);
    if (Object.keys(asked).length !== 1)
      throw new AwsFault('InvalidParameterCombination', 'Exactly one attribute must be specified');
    if (instance !== undefined) modify(world, instance, asked);
    return { return: true };
  },
});

function modify(
  { clock }: World,
  instance: Instance,
  asked: Omit<z.output<typeof modifySchema>, 'InstanceId'>,
): void {
  const { state } = moveOf(instance, clock.now());
  const guard = asked.DisableApiTermination?.Value;
  const type = asked.InstanceType?.Value;
  if (state === 'terminated' || (type !== undefined && state !== 'stopped'))
    throw new AwsFault(
      'IncorrectInstanceState',
      `The instance '${instance.id}' is not in a state in which this can be changed.`,
    );
  if (guard === true && instance.spot !== null)
    throw new AwsFault(
      'UnsupportedOperation',
      'Termination protection is not supported for Spot Instances.',
    );
  instance.type = type ?? instance.type;
  instance.isGuarded = guard ?? instance.isGuarded;
  instance.shutdownBehaviour =
    asked.InstanceInitiatedShutdownBehavior?.Value ?? instance.shutdownBehaviour;
}

/** Says one attribute of one server: looking at servers does not show these. */
export const describeInstanceAttribute = action({
  input: z.strictObject({
    InstanceId: z.string(),
    Attribute: z.enum([
      'blockDeviceMapping',
      'disableApiTermination',
      'instanceInitiatedShutdownBehavior',
      'instanceType',
    ]),
  }),
  touches,
  run(world, { InstanceId, Attribute }) {
    const [instance] = seenInstances(world, [InstanceId]);
    if (instance === undefined) return {};
    if (Attribute === 'blockDeviceMapping')
      return { instanceId: instance.id, blockDeviceMapping: [] };
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
