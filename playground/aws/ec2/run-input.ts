import { z } from 'zod';
import type { Touched } from '../action.ts';
import { flag, listOf, whole } from '../wire/input.ts';
import { requestTags } from '../iam/context.ts';
import type { World } from '../world.ts';
import { ec2Arn, touchedThing } from './arn.ts';
import { templateOf, versionOf } from './find.ts';
import { readTags, tagsSchema } from './tags.ts';

/** An order to launch, as EC2 takes it. */
export const runSchema = z.strictObject({
  ImageId: z.string().optional(),
  InstanceType: z.string().optional(),
  MinCount: whole,
  MaxCount: whole,
  SubnetId: z.string().optional(),
  ClientToken: z.string().max(64).optional(),
  DisableApiTermination: flag.default(false),
  InstanceInitiatedShutdownBehavior: z.enum(['stop', 'terminate']).default('stop'),
  LaunchTemplate: z
    .strictObject({
      LaunchTemplateId: z.string().optional(),
      LaunchTemplateName: z.string().optional(),
      Version: z.string().default('$Default'),
    })
    .optional(),
  TagSpecification: listOf(z.strictObject({ ResourceType: z.string(), Tag: tagsSchema })).default(
    [],
  ),
  InstanceMarketOptions: z.looseObject({ MarketType: z.enum(['spot']) }).optional(),
  IamInstanceProfile: z
    .strictObject({ Arn: z.string().optional(), Name: z.string().optional() })
    .optional(),
  MetadataOptions: z.looseObject({}).optional(),
  Monitoring: z.looseObject({}).optional(),
  Placement: z.looseObject({}).optional(),
  SecurityGroupId: listOf(z.string()).optional(),
  BlockDeviceMapping: listOf(z.looseObject({})).optional(),
  NetworkInterface: listOf(z.looseObject({})).optional(),
  KeyName: z.string().optional(),
  UserData: z.string().optional(),
  EbsOptimized: flag.optional(),
});
export type RunInput = z.output<typeof runSchema>;

/** The tags that the order gives to its servers, or to what else is made with them. */
export function launchTags(
  { TagSpecification }: RunInput,
  kind: string,
): ReadonlyMap<string, string> {
  return readTags(
    TagSpecification.filter(({ ResourceType }) => ResourceType === kind).flatMap(({ Tag }) => Tag),
  );
}

/** What comes into being with a server. */
const made = ['instance', 'volume', 'network-interface'] as const;

/**
 * A launch touches what it is made from and everything that is made: policies are asked about each.
 * Tags, and handing a profile over, are acts of their own.
 */
export function touchedByLaunch(world: World, order: RunInput): readonly Touched[] {
  const { images, subnets, templates } = world.compute;
  const named = order.LaunchTemplate;
  const template = named && templateOf(world, named.LaunchTemplateId, named.LaunchTemplateName);
  const data = template?.versions[versionOf(template, named?.Version ?? '$Default') - 1]?.data;
  const image = order.ImageId ?? data?.image ?? '*';
  const [usual] = subnets.keys();
  const subnet = order.SubnetId ?? usual ?? '*';
  const profile = order.IamInstanceProfile?.Arn ?? data?.profile;
  return [
    ...made.flatMap((kind) => touchedByMaking(world, kind, launchTags(order, kind))),
    touchedThing(world, 'image', image, images.get(image)?.tags),
    touchedThing(world, 'subnet', subnet, subnets.get(subnet)?.tags),
    ...(order.SecurityGroupId ?? ['*']).map((id) =>
      touchedThing(world, 'security-group', id, undefined),
    ),
    ...(template === undefined
      ? []
      : [touchedThing(world, 'launch-template', template.id, templates.get(template.id)?.tags)]),
    ...(profile === undefined ? [] : [passed(profile)]),
  ];
}

function touchedByMaking(
  world: World,
  kind: string,
  tags: ReadonlyMap<string, string>,
): readonly Touched[] {
  const one = { resource: ec2Arn(world, kind, '*'), context: requestTags(tags) };
  if (tags.size === 0) return [one];
  const context = { ...one.context, 'ec2:CreateAction': ['RunInstances'] };
  return [one, { ...one, action: 'ec2:CreateTags', context }];
}

/** What a server may do is handed to it by whoever starts it. */
function passed(profile: string): Touched {
  return {
    action: 'iam:PassRole',
    resource: profile.replace(':instance-profile/', ':role/'),
    context: { 'iam:PassedToService': ['ec2.amazonaws.com'] },
  };
}
