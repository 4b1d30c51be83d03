import { z } from 'zod';
import type { Template } from './ec2/compute.ts';
import { balancerThing, groupThing, placeBalancer, placeGroup } from './elb/things.ts';
import { placeUser, roleThing, userThing } from './iam/things.ts';
import type { World } from './world.ts';

const tags = z.record(z.string(), z.string()).default({});

/**
 * What stands in the account before anybody calls: whoever builds images and networks is not
 * played here, so these are put in place by the playground.
 */
export const thingsSchema = z.strictObject({
  images: z
    .array(
      z.strictObject({
        id: z.string().regex(/^ami-[0-9a-f]{8,17}$/),
        name: z.string(),
        state: z.enum(['available', 'pending', 'failed']).default('available'),
        createdAt: z.iso.datetime().optional(),
        deprecatedAt: z.iso.datetime().optional(),
        tags,
      }),
    )
    .default([]),
  subnets: z
    .array(z.strictObject({ id: z.string().regex(/^subnet-/), zone: z.string(), tags }))
    .default([]),
  templates: z
    .array(
      z.strictObject({
        id: z.string().regex(/^lt-/),
        name: z.string(),
        defaultVersion: z.int().positive().default(1),
        tags,
        versions: z
          .array(
            z.strictObject({
              image: z.string().optional(),
              type: z.string().optional(),
              profile: z.string().optional(),
              tags,
            }),
          )
          .min(1),
      }),
    )
    .default([]),
  groups: z.array(groupThing).default([]),
  /** Documents of Systems Manager, beside AWS's own. */
  documents: z.array(z.string()).default([]),
  balancers: z.array(balancerThing).default([]),
  users: z.array(userThing).default([]),
  roles: z.array(roleThing).default([]),
});
export type Things = z.input<typeof thingsSchema>;

/** Puts things in place, or others with the same id in theirs. */
export function place(world: World, things: z.output<typeof thingsSchema>): void {
  const now = world.clock.now();
  const { images, subnets, templates } = world.compute;
  for (const { id, name, state, createdAt, deprecatedAt, tags } of things.images)
    images.set(id, {
      id,
      name,
      state,
      createdAtMs: createdAt === undefined ? now : Date.parse(createdAt),
      deprecatedAtMs: deprecatedAt === undefined ? undefined : Date.parse(deprecatedAt),
      tags: new Map(Object.entries(tags)),
    });
  for (const { id, zone, tags } of things.subnets)
    subnets.set(id, { id, zone, tags: new Map(Object.entries(tags)) });
  for (const template of things.templates) templates.set(template.id, templateFrom(template, now));
  for (const document of things.documents) world.management.documents.add(document);
  for (const user of things.users) placeUser(world.identity, world.account, user);
  for (const role of things.roles) world.identity.roles.set(role.name, role);
  for (const group of things.groups) placeGroup(world, group);
  for (const balancer of things.balancers) placeBalancer(world, balancer);
}

function templateFrom(
  one: z.output<typeof thingsSchema>['templates'][number],
  madeAtMs: number,
): Template {
  return {
    id: one.id,
    name: one.name,
    defaultVersion: one.defaultVersion,
    tags: new Map(Object.entries(one.tags)),
    versions: one.versions.map(({ image, type, profile, tags }) => ({
      madeAtMs,
      token: '',
      data: { image, type, profile, tags },
    })),
  };
}
