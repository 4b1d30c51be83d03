import { z } from 'zod';
import { AwsFault } from '../wire/fault.ts';
import { listOf } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';

/** Tags as EC2 takes them. */
export const tagsSchema = listOf(
  z.strictObject({ Key: z.string(), Value: z.string().default('') }),
);

const keyMax = 128;
const valueMax = 256;
const tagsMax = 50;

/** Reads tags that a caller wants to set: AWS keeps `aws:` for itself. */
export function readTags(list: z.infer<typeof tagsSchema>): ReadonlyMap<string, string> {
  for (const { Key, Value } of list) {
    if (/^aws:/i.test(Key))
      throw new AwsFault(
        'InvalidParameterValue',
        `Tag keys starting with 'aws:' are reserved for internal use`,
      );
    if (Key.length === 0 || Key.length > keyMax)
      throw new AwsFault(
        'InvalidParameterValue',
        `Tag key exceeds the maximum length of ${keyMax}`,
      );
    if (Value.length > valueMax)
      throw new AwsFault(
        'InvalidParameterValue',
        `Tag value exceeds the maximum length of ${valueMax} characters`,
      );
  }
  const tags = new Map(list.map(({ Key, Value }) => [Key, Value]));
  if (tags.size !== list.length)
    throw new AwsFault('InvalidParameterValue', 'Duplicate tag keys are not allowed');
  checkCount(tags);
  return tags;
}

/** Refuses more tags than a thing may carry. */
export function checkCount(tags: ReadonlyMap<string, string>): void {
  if ([...tags.keys()].filter((key) => !key.startsWith('aws:')).length > tagsMax)
    throw new AwsFault(
      'TagLimitExceeded',
      'The maximum number of Tags for a resource has been reached.',
    );
}

/** Tags as EC2 answers them. */
export function tagSet(tags: ReadonlyMap<string, string>): Tree {
  return [...tags].map(([key, value]) => ({ key, value }));
}
