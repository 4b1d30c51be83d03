import { z } from 'zod';
import type { Touched } from '../action.ts';
import { flag, listOf, whole } from '../wire/input.ts';
import { requestTags } from '../iam/context.ts';
import type { World } from '../world.ts';
import { ec2Arn, touchedThing } from './arn.ts';
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
  KeyName: z.string().optional(),
  UserData: z.string().optional(),
  EbsOptimized: flag.optional(),
});
export type RunInput = z.output<typeof runSchema>;

/** The tags that the order gives to its servers. */
export function instanceTags({ TagSpecification }: RunInput): ReadonlyMap<string, string> {
  return readTags(
    TagSpecification.filter(({ ResourceType }) => ResourceType === 'instance').flatMap(
      ({ Tag }) => Tag,
    ),
  );
}

/** A launch touches the image, the subnet and what is made; tags and a profile are acts beside. */
export function touchedByLaunch(world: World, order: RunInput): readonly Touched[] {
  const tags = instanceTags(order);
  const made = { resource: ec2Arn(world, 'instance', '*'), context: requestTags(tags) };
  const { compute } = world;
  const template = order.LaunchTemplate?.LaunchTemplateId;
  const image = order.ImageId;
  const subnet = order.SubnetId;
  const there = (kind: string, id: string | undefined, own?: ReadonlyMap<string, string>) =>
    id === undefined ? [] : [touchedThing(world, kind, id, own)];
  const profile = order.IamInstanceProfile?.Arn ?? profileOf(world, order);
  return [
    made,
    ...there('image', image, compute.images.get(image ?? '')?.tags),
    ...there('subnet', subnet, compute.subnets.get(subnet ?? '')?.tags),
    ...there('launch-template', template, compute.templates.get(template ?? '')?.tags),
    ...(tags.size === 0
      ? []
      : [
          {
            ...made,
            action: 'ec2:CreateTags',
            context: { ...made.context, 'ec2:CreateAction': ['RunInstances'] },
          },
        ]),
    ...(profile === undefined ? [] : [passed(profile)]),
  ];
}

function profileOf({ compute }: World, { LaunchTemplate }: RunInput): string | undefined {
  const template = compute.templates.get(LaunchTemplate?.LaunchTemplateId ?? '');
  const version = Number(LaunchTemplate?.Version);
  return template?.versions[(version || template.defaultVersion) - 1]?.data.profile;
}

/** What a server may do is handed to it by whoever starts it. */
function passed(profile: string): Touched {
  return {
    action: 'iam:PassRole',
    resource: profile.replace(':instance-profile/', ':role/'),
    context: { 'iam:PassedToService': ['ec2.amazonaws.com'] },
  };
}
