import { action } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import type { World } from '../world.ts';
import { type Instance, moveOf } from './compute.ts';
import { imageOf, subnetOf, templateOf, versionOf } from './find.ts';
import { reservationSet } from './instance-answer.ts';
import { type LaunchPlan, launchInstances } from './launch.ts';
import { launchTags, type RunInput, runSchema, touchedByLaunch } from './run-input.ts';

const usualType = 'm5.large';

/** Starts servers: once for each client token, whoever repeats the order. */
export const runInstances = action({
  input: runSchema,
  touches: touchedByLaunch,
  run(world, order) {
    const { MinCount, MaxCount, ClientToken } = order;
    if (MinCount < 1 || MaxCount < MinCount)
      throw new AwsFault(
        'InvalidParameterValue',
        'Value for parameter minCount is invalid: it must be at least 1 and at most maxCount',
      );
    const place = ClientToken === undefined ? undefined : tokenPlace(world, order, ClientToken);
    const before = place === undefined ? undefined : world.compute.launched.get(place);
    if (place !== undefined && before !== undefined) {
      const repeated = repeat(world, order, before);
      if (repeated !== undefined) return reservationSet(world, repeated);
    }
    const instances = launchInstances(world, planOf(world, order));
    if (place !== undefined)
      world.compute.launched.set(place, {
        parameters: JSON.stringify(order),
        instances: instances.map(({ id }) => id),
      });
    return reservationSet(world, instances);
  },
});

/** A token counts in the region; where the order names a subnet, in that subnet's zone. */
function tokenPlace(world: World, { SubnetId }: RunInput, token: string): string {
  const zone = SubnetId === undefined ? world.region : subnetOf(world, SubnetId).zone;
  return `${zone}/${token}`;
}

const tokenOutlivesMs = 24 * 3_600_000;

/**
 * The instances that the same order made before; undefined when they have been dead for so long
 * that the token is forgotten.
 */
function repeat(
  { compute, clock }: World,
  order: RunInput,
  before: { readonly parameters: string; readonly instances: readonly string[] },
): readonly Instance[] | undefined {
  const now = clock.now();
  const instances = before.instances.flatMap((id) => compute.instances.get(id) ?? []);
  const ended = instances.map((one) => moveOf(one, now)).filter(isTerminated);
  const isForgotten =
    ended.length === before.instances.length &&
    ended.every(({ atMs }) => now - atMs >= tokenOutlivesMs);
  if (isForgotten) return undefined;
  if (before.parameters !== JSON.stringify(order))
    throw new AwsFault(
      'IdempotentParameterMismatch',
      'Arguments on this idempotent request are inconsistent with arguments used in previous ' +
        'request(s).',
    );
  if (ended.length > 0)
    throw new AwsFault(
      'IdempotentInstanceTerminated',
      'The request to launch an instance uses the same client token as a previous request for ' +
        'which the instance has been terminated.',
    );
  return instances;
}

function isTerminated({ state }: { readonly state: string }): boolean {
  return state === 'terminated';
}

/** The order with everything that its template says; nothing is launched of half an image. */
function planOf(world: World, order: RunInput): LaunchPlan {
  const named = order.LaunchTemplate;
  const template = named && templateOf(world, named.LaunchTemplateId, named.LaunchTemplateName);
  const version = template && versionOf(template, named?.Version ?? '$Default');
  const data = template?.versions[(version ?? 1) - 1]?.data;
  const image = imageOf(world, order.ImageId ?? data?.image ?? missing('ImageId'));
  if (image.state !== 'available')
    throw new AwsFault('InvalidAMIID.Unavailable', `The image id '[${image.id}]' is not available`);
  const isSpot = order.InstanceMarketOptions !== undefined;
  if (isSpot && order.DisableApiTermination)
    throw new AwsFault(
      'UnsupportedOperation',
      'Termination protection is not supported for Spot Instances.',
    );
  const [usual] = world.compute.subnets.values();
  return {
    image: image.id,
    type: order.InstanceType ?? data?.type ?? usualType,
    subnet: subnetOf(world, order.SubnetId ?? usual?.id ?? missing('SubnetId')),
    least: order.MinCount,
    most: order.MaxCount,
    tags: new Map([...Object.entries(data?.tags ?? {}), ...launchTags(order, 'instance')]),
    isGuarded: order.DisableApiTermination,
    shutdownBehaviour: order.InstanceInitiatedShutdownBehavior,
    isSpot,
    token: order.ClientToken,
    template: template && { id: template.id, version: String(version) },
  };
}

function missing(name: string): never {
  throw new AwsFault('MissingParameter', `The request must contain the parameter ${name}`);
}
