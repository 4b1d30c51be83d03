import { z } from 'zod';
import { action } from '../action.ts';
import { pageOf } from '../page.ts';
import { flag, listOf, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import type { Image, Subnet } from './compute.ts';
import { checkFilters, filtersSchema, fitsFilters } from './filters.ts';
import { imageOf, subnetOf } from './find.ts';
import { vpcId } from './instance-answer.ts';
import { tagSet } from './tags.ts';

const paging = { MaxResults: whole.optional(), NextToken: z.string().optional() };

/** Lists images: those of this account, as there are no others here. */
export const describeImages = action({
  input: z.strictObject({
    ...paging,
    ImageId: listOf(z.string()).default([]),
    Owner: listOf(z.string()).default([]),
    ExecutableBy: listOf(z.string()).default([]),
    IncludeDeprecated: flag.optional(),
    IncludeDisabled: flag.optional(),
    Filter: filtersSchema,
  }),
  run(world, { ImageId, Owner, Filter, MaxResults, NextToken }) {
    checkFilters(Filter, ['architecture', 'image-id', 'name', 'owner-id', 'state']);
    const { images } = world.compute;
    const named = ImageId.map((id) => imageOf(world, id));
    const all = (ImageId.length > 0 ? named : [...images.values()]).filter(
      (image) =>
        (Owner.length === 0 || Owner.includes('self') || Owner.includes(world.account)) &&
        fitsFilters(Filter, {
          values: {
            architecture: 'x86_64',
            'image-id': image.id,
            name: image.name,
            'owner-id': world.account,
            state: image.state,
          },
          tags: image.tags,
        }),
    );
    const { items, next } = pageOf(all, MaxResults ?? 1_000, NextToken, 'InvalidNextToken');
    return { imagesSet: items.map((one) => imageTree(world, one)), ...nextToken(next) };
  },
});

function imageTree({ account }: World, image: Image): Tree {
  const { deprecatedAtMs } = image;
  return {
    imageId: image.id,
    imageLocation: `${account}/${image.name}`,
    imageState: image.state,
    imageOwnerId: account,
    isPublic: false,
    architecture: 'x86_64',
    imageType: 'machine',
    name: image.name,
    rootDeviceType: 'ebs',
    virtualizationType: 'hvm',
    creationDate: new Date(image.createdAtMs).toISOString(),
    ...(deprecatedAtMs === undefined
      ? {}
      : { deprecationTime: new Date(deprecatedAtMs).toISOString() }),
    tagSet: tagSet(image.tags),
  };
}

/** Lists subnets. */
export const describeSubnets = action({
  input: z.strictObject({
    ...paging,
    SubnetId: listOf(z.string()).default([]),
    Filter: filtersSchema,
  }),
  run(world, { SubnetId, Filter, MaxResults, NextToken }) {
    checkFilters(Filter, ['availability-zone', 'state', 'subnet-id', 'vpc-id']);
    const named = SubnetId.map((id) => subnetOf(world, id));
    const all = (SubnetId.length > 0 ? named : [...world.compute.subnets.values()]).filter(
      ({ id, zone, tags }) =>
        fitsFilters(Filter, {
          values: {
            'availability-zone': zone,
            state: 'available',
            'subnet-id': id,
            'vpc-id': vpcId,
          },
          tags,
        }),
    );
    const { items, next } = pageOf(all, MaxResults ?? 1_000, NextToken, 'InvalidNextToken');
    return { subnetSet: items.map((one) => subnetTree(world, one)), ...nextToken(next) };
  },
});

const addressesOfSubnet = 250;

function subnetTree({ account, compute }: World, { id, zone, tags }: Subnet): Tree {
  const used = [...compute.instances.values()].filter(({ subnet }) => subnet === id).length;
  return {
    subnetId: id,
    state: 'available',
    vpcId,
    availableIpAddressCount: Math.max(0, addressesOfSubnet - used),
    availabilityZone: zone,
    defaultForAz: false,
    ownerId: account,
    tagSet: tagSet(tags),
  };
}

function nextToken(next: string | undefined): { readonly nextToken?: string } {
  return next === undefined ? {} : { nextToken: next };
}

/** How requests for spot servers are: `marked-for-termination` is the two minutes' notice. */
export const describeSpotInstanceRequests = action({
  input: z.strictObject({
    ...paging,
    SpotInstanceRequestId: listOf(z.string()).default([]),
    Filter: filtersSchema,
  }),
  run(world, { SpotInstanceRequestId: ids }) {
    const now = world.clock.now();
    const spots = [...world.compute.instances.values()].flatMap((one) =>
      one.spot !== null && (ids.length === 0 || ids.includes(one.spot))
        ? [{ one, id: one.spot }]
        : [],
    );
    return {
      spotInstanceRequestSet: spots.map(({ one, id }) => ({
        spotInstanceRequestId: id,
        instanceId: one.id,
        type: 'one-time',
        ...spotState(one.moves.at(-1)?.reason?.[0], (one.moves.at(-2)?.atMs ?? 0) > now),
      })),
    };
  },
});

function spotState(
  reason: string | undefined,
  isAhead: boolean,
): { readonly [name: string]: Tree } {
  if (reason !== spotReason[0])
    return {
      state: 'active',
      status: { code: 'fulfilled', message: 'Your request is fulfilled.' },
    };
  return isAhead
    ? { state: 'active', status: { code: 'marked-for-termination', message: 'Going soon.' } }
    : { state: 'closed', status: { code: 'instance-terminated-by-price', message: 'Gone.' } };
}

/** Why a spot server goes when the cloud wants it back. */
export const spotReason = [
  'Server.SpotInstanceTermination',
  'Server.SpotInstanceTermination: Spot instance termination',
] as const;
