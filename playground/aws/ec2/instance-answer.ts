import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import { type Instance, moveOf, stateCodes } from './compute.ts';
import { tagSet } from './tags.ts';

/** Instances of one reservation, as launches and looks answer them. */
export function reservationSet(
  world: World,
  instances: readonly Instance[],
): { readonly [name: string]: Tree } {
  const [first] = instances;
  return {
    reservationId: first?.reservation,
    ownerId: world.account,
    groupSet: [],
    instancesSet: instances.map((one) => instanceTree(world, one)),
  };
}

/** A state with its number. */
export function stateTree(state: keyof typeof stateCodes): Tree {
  return { code: stateCodes[state], name: state };
}

function instanceTree(world: World, instance: Instance): Tree {
  const { state, reason } = moveOf(instance, world.clock.now());
  const isGone = state === 'terminated';
  const { spot } = instance;
  return {
    instanceId: instance.id,
    imageId: instance.image,
    instanceState: stateTree(state),
    privateDnsName: isGone ? '' : dnsName(world, instance.privateIp),
    ...(reason === undefined
      ? {}
      : { reason: reason[1], stateReason: { code: reason[0], message: reason[1] } }),
    amiLaunchIndex: instance.launchIndex,
    instanceType: instance.type,
    launchTime: new Date(instance.launchedAtMs).toISOString(),
    placement: { availabilityZone: instance.zone, tenancy: 'default' },
    monitoring: { state: 'disabled' },
    ...(isGone ? {} : { subnetId: instance.subnet, vpcId, privateIpAddress: instance.privateIp }),
    architecture: 'x86_64',
    ...(instance.token === undefined ? {} : { clientToken: instance.token }),
    tagSet: tagSet(instance.tags),
    metadataOptions: { state: 'applied', httpTokens: 'required', httpEndpoint: 'enabled' },
    ...(spot === null ? {} : { instanceLifecycle: 'spot', spotInstanceRequestId: spot }),
  };
}

/** Everything here is in one network. */
export const vpcId = 'vpc-0a1b2c3d4e5f60718';

function dnsName({ region }: World, ip: string): string {
  return `ip-${ip.replaceAll('.', '-')}.${region}.compute.internal`;
}
