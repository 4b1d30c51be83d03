import type { Touched } from '../action.ts';
import type { World } from '../world.ts';

/** What policies may know of a thing by its tags, under each name that EC2 has for that. */
export function tagContext(tags: ReadonlyMap<string, string> | undefined): Touched['context'] {
  return Object.fromEntries(
    [...(tags ?? [])].flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, [value]],
      [`ec2:ResourceTag/${key}`, [value]],
    ]),
  );
}

/** What policies may know of the tags in a request. */
export function requestTags(tags: ReadonlyMap<string, string>): Record<string, readonly string[]> {
  return {
    'aws:TagKeys': [...tags.keys()],
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
  };
}

/** The full name of a thing in EC2. */
export function ec2Arn({ region, account }: World, kind: string, id: string): string {
  return `arn:aws:ec2:${region}:${kind === 'image' ? '' : account}:${kind}/${id}`;
}

/** Each instance named, with its tags as far as it is there. */
export function touchedInstances(world: World, ids: readonly string[]): readonly Touched[] {
  return ids.map((id) => ({
    resource: ec2Arn(world, 'instance', id),
    context: tagContext(world.compute.instances.get(id)?.tags) ?? {},
  }));
}
