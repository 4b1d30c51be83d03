import { z } from 'zod';
import type { Touched } from '../action.ts';
import { ec2Arn } from '../ec2/arn.ts';
import { templateOf, versionOf } from '../ec2/find.ts';
import { runSchema, touchedByLaunch } from '../ec2/run-input.ts';
import { listOf } from '../wire/input.ts';
import type { World } from '../world.ts';
import type { TemplateChoice } from './scaling.ts';

/** A launch template as a group names it. */
export const template = z.strictObject({
  LaunchTemplateId: z.string().optional(),
  LaunchTemplateName: z.string().optional(),
  Version: z.string().default('$Default'),
});

/** The same with more than one type of server: kept as it is written. */
export const mixed = z.looseObject({
  LaunchTemplate: z.looseObject({
    LaunchTemplateSpecification: template,
    Overrides: listOf(z.looseObject({})).optional(),
  }),
  InstancesDistribution: z.looseObject({}).optional(),
});
/** Whoever lets a group launch from a template must be allowed to launch from it. */
export function touchedByTemplate(
  world: World,
  {
    LaunchTemplate: plain,
    MixedInstancesPolicy: policy,
  }: {
    readonly LaunchTemplate?: z.output<typeof template> | undefined;
    readonly MixedInstancesPolicy?: z.output<typeof mixed> | undefined;
  },
): readonly Touched[] {
  const chosen = policy?.LaunchTemplate.LaunchTemplateSpecification ?? plain;
  if (chosen === undefined) return [];
  const order = runSchema.parse({ MinCount: 1, MaxCount: 1, LaunchTemplate: chosen });
  const { id } = templateOf(world, chosen.LaunchTemplateId, chosen.LaunchTemplateName);
  const from = { 'ec2:LaunchTemplate': [ec2Arn(world, 'launch-template', id)] };
  return touchedByLaunch(world, order).map((one) => ({
    ...one,
    action: one.action ?? 'ec2:RunInstances',
    context: { ...one.context, ...from },
  }));
}

/** A template and a version that are there. */
export function choiceOf(world: World, asked: z.output<typeof template>): TemplateChoice {
  const found = templateOf(world, asked.LaunchTemplateId, asked.LaunchTemplateName);
  versionOf(found, asked.Version);
  return { id: found.id, version: asked.Version };
}
