import { z } from 'zod';
import { isLike } from '../iam/like.ts';
import { AwsFault } from '../wire/fault.ts';
import { listOf } from '../wire/input.ts';

/** Filters as EC2 takes them: every filter must fit, by any of its values. */
export const filtersSchema = listOf(
  z.strictObject({ Name: z.string(), Value: listOf(z.string()).default([]) }),
).default([]);
export type Filters = z.infer<typeof filtersSchema>;

/** What a thing shows to filters: values by name, and its tags. */
export type Facts = {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly tags: ReadonlyMap<string, string>;
};

const valuesMax = 200;

/**
 * Whether a thing fits; a filter that EC2 does not know is refused even where nothing is left to
 * look at.
 */
export function fitsFilters(filters: Filters, { values, tags }: Facts): boolean {
  return filters.every(({ Name, Value }) => {
    const [, key] = /^tag:(.+)$/s.exec(Name) ?? [];
    const own =
      Name === 'tag-key'
        ? [...tags.keys()]
        : [key === undefined ? values[Name] : tags.get(key)].flatMap((one) => one ?? []);
    return own.some((one) => Value.some((pattern) => isLike(one, pattern)));
  });
}

/** Refuses filters that EC2 would refuse. */
export function checkFilters(filters: Filters, known: readonly string[]): void {
  for (const { Name, Value } of filters) {
    if (!/^tag:.+$/s.test(Name) && Name !== 'tag-key' && !known.includes(Name))
      throw new AwsFault('InvalidParameterValue', `The filter '${Name}' is invalid`);
    if (Value.length === 0)
      throw new AwsFault('InvalidParameterValue', `The filter '${Name}' has no value`);
    if (Value.length > valuesMax)
      throw new AwsFault('FilterLimitExceeded', 'The maximum length of a filter is 200 values');
  }
}
