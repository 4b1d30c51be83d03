import { z } from 'zod';

/** One call: which API, by whom, and how it ended. */
export const awsCall = z.object({
  atMs: z.number(),
  api: z.string(),
  caller: z.string(),
  /** `ok`, or the code of the refusal. */
  outcome: z.string(),
});
export type AwsCall = z.infer<typeof awsCall>;

/** How often each API was called; those who keep to a budget are held to this. */
export function countCalls(calls: readonly AwsCall[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { api } of calls) counts.set(api, (counts.get(api) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => a.localeCompare(b)));
}
