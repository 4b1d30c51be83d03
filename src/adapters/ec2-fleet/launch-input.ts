import type { _InstanceType, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { Order } from '../../ports/fleet.ts';
import type { Build } from '../../release/state/build.ts';
import type { Slots } from '../../release/state/launch-order.ts';
import type { Ec2FleetOptions } from './options.ts';
import { tagNames, written } from './tags.ts';

/** An order as EC2 takes it, but for its token: what is tried beforehand is what will be sent. */
export function launchInput(
  { service, release }: Pick<Order, 'service' | 'release'>,
  { image, version }: Pick<Build, 'image' | 'version'>,
  slots: Slots,
  {
    template,
    select,
    ...places
  }: Pick<Ec2FleetOptions, 'template' | 'select' | 'subnets' | 'types'>,
) {
  const names = { [tagNames.line]: service, [tagNames.release]: release };
  const tags = {
    ...select,
    ...names,
    [tagNames.version]: version,
    [tagNames.base]: String(slots.base),
    Name: `${service} ${version}`,
  };
  return {
    ImageId: image,
    LaunchTemplate: { LaunchTemplateId: template.id, Version: String(template.version) },
    MinCount: slots.n,
    MaxCount: slots.n,
    ...placeOf(slots, places),
    DisableApiTermination: true,
    InstanceInitiatedShutdownBehavior: 'stop',
    TagSpecifications: [
      { ResourceType: 'instance', Tags: written(tags) },
      { ResourceType: 'volume', Tags: written(names) },
      { ResourceType: 'network-interface', Tags: written(names) },
    ],
  } as const satisfies RunInstancesCommandInput;
}

/**
 * Where a try goes, and on what: through all subnets with one type, then with the next. The order
 * that was recorded says it alone, so that a replica that repeats it asks for the same.
 */
function placeOf(
  { base, attempt }: Slots,
  { subnets, types }: Pick<Ec2FleetOptions, 'subnets' | 'types'>,
): { readonly SubnetId?: string; readonly InstanceType?: _InstanceType } {
  const SubnetId = subnets[(base + attempt) % subnets.length];
  const type = types[Math.floor(attempt / subnets.length) % types.length] ?? '';
  return { ...(SubnetId && { SubnetId }), ...(isType(type) && { InstanceType: type }) };
}

/** AWS has new types every month, and the SDK lists those of its own day only. */
function isType(text: string): text is _InstanceType {
  return text !== '';
}
