import type { Touched } from '../action.ts';
import { tagContext } from '../iam/context.ts';
import type { World } from '../world.ts';

/** The full name of a thing in EC2. */
export function ec2Arn({ region, account }: World, kind: string, id: string): string {
  return `arn:aws:ec2:${region}:${kind === 'image' ? '' : account}:${kind}/${id}`;
}

/** A thing of EC2 as policies see it. */
export function touchedThing(
  world: World,
  kind: string,
  id: string,
  tags: ReadonlyMap<string, string> | undefined,
): Touched & { readonly context: NonNullable<Touched['context']> } {
  return { resource: ec2Arn(world, kind, id), context: tagContext('ec2', tags) };
}

/** Each instance named, with its tags as far as it is there. */
export function touchedInstances(world: World, ids: readonly string[]): readonly Touched[] {
  const { instances } = world.compute;
  return ids.map((id) => touchedThing(world, 'instance', id, instances.get(id)?.tags));
}
