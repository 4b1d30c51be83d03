import { z } from 'zod';
import { action } from '../action.ts';
import { pageOf } from '../page.ts';
import { AwsFault } from '../wire/fault.ts';
import { listOf, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import { touchedThing } from './arn.ts';
import type { Template } from './compute.ts';
import { templateOf, versionOf } from './find.ts';
import { tagSet, tagsSchema } from './tags.ts';

const named = {
  LaunchTemplateId: z.string().optional(),
  LaunchTemplateName: z.string().optional(),
};

/** Says what versions of a launch template hold: the newest first. */
export const describeLaunchTemplateVersions = action({
  input: z.strictObject({
    ...named,
    LaunchTemplateVersion: listOf(z.string()).default([]),
    MinVersion: z.string().optional(),
    MaxVersion: z.string().optional(),
    MaxResults: whole.optional(),
    NextToken: z.string().optional(),
  }),
  run(world, { LaunchTemplateId, LaunchTemplateName, LaunchTemplateVersion: asked, ...rest }) {
    const template = templateOf(world, LaunchTemplateId, LaunchTemplateName);
    const all =
      asked.length > 0
        ? asked.map((one) => versionOf(template, one))
        : template.versions.map((_, at) => at + 1).toReversed();
    const within = all.filter(
      (one) =>
        one >= Number(rest.MinVersion ?? 1) &&
        one <= Number(rest.MaxVersion ?? Number.MAX_SAFE_INTEGER),
    );
    const { items, next } = pageOf(
      within,
      rest.MaxResults ?? 200,
      rest.NextToken,
      'InvalidNextToken',
    );
    return {
      launchTemplateVersionSet: items.map((one) => versionTree(world, template, one)),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
});

const dataSchema = z.looseObject({
  ImageId: z.string().optional(),
  InstanceType: z.string().optional(),
  IamInstanceProfile: z.looseObject({ Arn: z.string().optional() }).optional(),
  TagSpecification: listOf(z.looseObject({ ResourceType: z.string(), Tag: tagsSchema })).optional(),
});

/** Adds a version: what it does not say it takes from the version it is made from. */
export const createLaunchTemplateVersion = action({
  input: z.strictObject({
    ...named,
    ClientToken: z.string().max(128).optional(),
    SourceVersion: z.string().optional(),
    VersionDescription: z.string().optional(),
    LaunchTemplateData: dataSchema,
  }),
  touches: (world, { LaunchTemplateId: id = '' }) => [
    touchedThing(world, 'launch-template', id, world.compute.templates.get(id)?.tags),
  ],
  run(world, { LaunchTemplateId, LaunchTemplateName, LaunchTemplateData: data, ...rest }) {
    const template = templateOf(world, LaunchTemplateId, LaunchTemplateName);
    const { ClientToken = '', SourceVersion } = rest;
    const parameters = JSON.stringify([ClientToken, SourceVersion, data]);
    const before = template.versions.findIndex(
      ({ token }) =>
        ClientToken !== '' && token.startsWith(JSON.stringify([ClientToken]).slice(0, -1)),
    );
    if (before >= 0 && template.versions[before]?.token !== parameters)
      throw new AwsFault(
        'IdempotentParameterMismatch',
        'The client token has been used with other parameters.',
      );
    if (before < 0) {
      const source =
        SourceVersion === undefined
          ? undefined
          : template.versions[versionOf(template, SourceVersion) - 1]?.data;
      template.versions.push({
        madeAtMs: world.clock.now(),
        token: parameters,
        data: {
          image: data.ImageId ?? source?.image,
          type: data.InstanceType ?? source?.type,
          profile: data.IamInstanceProfile?.Arn ?? source?.profile,
          tags: tagsIn(data) ?? source?.tags ?? {},
        },
      });
    }
    const version = before < 0 ? template.versions.length : before + 1;
    return { launchTemplateVersion: versionTree(world, template, version) };
  },
});

function tagsIn({
  TagSpecification,
}: z.output<typeof dataSchema>): Readonly<Record<string, string>> | undefined {
  const own = TagSpecification?.find(({ ResourceType }) => ResourceType === 'instance');
  return own && Object.fromEntries(own.Tag.map(({ Key, Value }) => [Key, Value]));
}

function versionTree({ account }: World, template: Template, version: number): Tree {
  const { id, name, versions, defaultVersion } = template;
  const { data, madeAtMs = 0 } = versions[version - 1] ?? {};
  return {
    launchTemplateId: id,
    launchTemplateName: name,
    versionNumber: version,
    createTime: new Date(madeAtMs).toISOString(),
    createdBy: `arn:aws:iam::${account}:user/owner`,
    defaultVersion: version === defaultVersion,
    launchTemplateData: {
      imageId: data?.image,
      instanceType: data?.type,
      iamInstanceProfile: data?.profile === undefined ? undefined : { arn: data.profile },
      tagSpecificationSet: [
        { resourceType: 'instance', tagSet: tagSet(new Map(Object.entries(data?.tags ?? {}))) },
      ],
    },
  };
}
