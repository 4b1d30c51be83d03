import { z } from 'zod';
import { action } from '../action.ts';
import { requestTags } from '../iam/context.ts';
import { AwsFault } from '../wire/fault.ts';
import { listOf } from '../wire/input.ts';
import type { World } from '../world.ts';
import { groupOf, listenerOf, ruleOf, touchedOfBalancer } from './find.ts';

const arns = listOf(z.string()).pipe(z.array(z.string()).min(1).max(20));
const keySchema = z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u);
const valueSchema = z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
const tagsMax = 50;

/** Writes tags on things of the balancer: on all that are named, or on none. */
export const addBalancerTags = action({
  input: z.strictObject({
    ResourceArns: arns,
    Tags: listOf(z.strictObject({ Key: keySchema, Value: valueSchema.default('') })).pipe(
      z.array(z.object({ Key: z.string(), Value: z.string() })).min(1),
    ),
  }),
  touches: (world, { ResourceArns, Tags }) =>
    ResourceArns.map((arn) => {
      const touched = touchedOfBalancer(world, arn);
      const sent = requestTags(new Map(Tags.map(({ Key, Value }) => [Key, Value])));
      return { ...touched, context: { ...sent, ...touched.context } };
    }),
  run(world, { ResourceArns, Tags }) {
    if (new Set(Tags.map(({ Key }) => Key)).size !== Tags.length)
      throw new AwsFault('DuplicateTagKeys', 'A tag key was specified more than once');
    const all = ResourceArns.map((arn) => tagsOf(world, arn));
    for (const own of all)
      if (new Set([...own.keys(), ...Tags.map(({ Key }) => Key)]).size > tagsMax)
        throw new AwsFault('TooManyTags', 'The maximum number of tags has been reached');
    for (const own of all) for (const { Key, Value } of Tags) own.set(Key, Value);
    return {};
  },
});

/** Takes tags away; one that is not there is no fault. */
export const removeBalancerTags = action({
  input: z.strictObject({ ResourceArns: arns, TagKeys: listOf(keySchema) }),
  touches: (world, { ResourceArns }) => ResourceArns.map((arn) => touchedOfBalancer(world, arn)),
  run(world, { ResourceArns, TagKeys }) {
    for (const own of ResourceArns.map((arn) => tagsOf(world, arn)))
      for (const key of TagKeys) own.delete(key);
    return {};
  },
});

function tagsOf(world: World, arn: string): Map<string, string> {
  if (arn.includes(':targetgroup/')) return groupOf(world, arn).tags;
  if (arn.includes(':listener-rule/')) return ruleOf(world, arn).tags;
  return listenerOf(world, arn).tags;
}
