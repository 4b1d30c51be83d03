import type { Release } from './release.ts';

/** Whose standing decides about it beside that of whoever speaks: its owners, and who said yes. */
export function wordsOn({ by, owners, approvals }: Release): readonly string[] {
  const people = [...(by ? [by] : []), ...owners, ...approvals.map((given) => given.by)];
  return [...new Set(people.map(({ id }) => id))];
}
