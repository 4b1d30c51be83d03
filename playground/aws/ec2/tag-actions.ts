import { z } from 'zod';
import { action, type Touched } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import { requestTags } from '../iam/context.ts';
import { listOf } from '../wire/input.ts';
import type { World } from '../world.ts';
import { touchedThing } from './arn.ts';
import { imageOf, seenInstances, subnetOf, templateOf } from './find.ts';
import { checkCount, readTags, tagsSchema } from './tags.ts';

const ids = listOf(z.string()).pipe(z.array(z.string()).min(1).max(1_000));

/** Sets tags on all things named, or on none of them. */
export const createTags = action({
  input: z.strictObject({ ResourceId: ids, Tag: tagsSchema }),
  touches: (world, { ResourceId, Tag }) =>
    touched(world, ResourceId, requestTags(new Map(Tag.map((one) => [one.Key, one.Value])))),
  run(world, { ResourceId, Tag }) {
    const tags = readTags(Tag);
    const found = ResourceId.map((id) => tagsOf(world, id));
    for (const own of found) checkCount(new Map([...own, ...tags]));
    for (const own of found) for (const [key, value] of tags) own.set(key, value);
    return { return: true };
  },
});

/** Takes tags away; one that is there with another value than the one named stays. */
export const deleteTags = action({
  input: z.strictObject({
    ResourceId: ids,
    Tag: listOf(z.strictObject({ Key: z.string(), Value: z.string().optional() })).default([]),
  }),
  touches: (world, { ResourceId }) => touched(world, ResourceId, {}),
  run(world, { ResourceId, Tag }) {
    const found = ResourceId.map((id) => tagsOf(world, id));
    for (const own of found)
      for (const { Key, Value } of Tag)
        if (Value === undefined || own.get(Key) === Value) own.delete(Key);
    return { return: true };
  },
});

function tagsOf(world: World, id: string): Map<string, string> {
  if (id.startsWith('ami-')) return imageOf(world, id).tags;
  if (id.startsWith('subnet-')) return subnetOf(world, id).tags;
  if (id.startsWith('lt-')) return templateOf(world, id).tags;
  const [instance] = seenInstances(world, [id]);
  if (instance !== undefined) return instance.tags;
  throw new AwsFault('InvalidID', `The ID '${id}' is not valid`);
}

const kinds: Readonly<Record<string, string>> = {
  'i-': 'instance',
  'ami-': 'image',
  'subnet-': 'subnet',
  'lt-': 'launch-template',
};

function touched(
  world: World,
  ids: readonly string[],
  context: NonNullable<Touched['context']>,
): readonly Touched[] {
  const { instances, images, subnets, templates } = world.compute;
  return ids.map((id) => {
    const kind = kinds[/^[a-z]+-/.exec(id)?.[0] ?? ''] ?? 'instance';
    const thing = instances.get(id) ?? images.get(id) ?? subnets.get(id) ?? templates.get(id);
    const touched = touchedThing(world, kind, id, thing?.tags);
    return { ...touched, context: { ...context, ...touched.context } };
  });
}
