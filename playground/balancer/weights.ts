import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import type { Table, Target } from './targets.ts';

/** All weights together: one is a hundredth of a percent of the requests. */
const wholeWeight = 10_000;

const weightsSchema = z.record(z.string().regex(/^[\w-]{1,64}$/), z.int().min(0).max(wholeWeight));

/**
 * Shares out the requests that belong to no board, in one call: whoever is not named gets none. A
 * split that is no whole, or that sends somebody where nobody is let in, is refused as a whole.
 */
export function putWeights({ targets, traffic }: Table, asked: Asked): Answered {
  const parsed = weightsSchema.safeParse(fromJson(asked.body));
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  const entries = Object.entries(parsed.data);
  const sum = entries.reduce((all, [, weight]) => all + weight, 0);
  if (sum !== wholeWeight)
    return { status: 400, body: { error: `weights add up to ${wholeWeight}, and not to ${sum}` } };
  const stranger = entries.find(([id]) => !targets.has(id));
  if (stranger) return { status: 404, body: { error: `no such target: ${stranger[0]}` } };
  const shut = entries.find(([id, weight]) => weight > 0 && targets.get(id)?.admits !== true);
  if (shut) return { status: 409, body: { error: `${shut[0]} takes no requests` } };
  traffic.weigh(new Map(entries.filter(([, weight]) => weight > 0)));
  return { status: 200, body: parsed.data };
}

/**
 * The next target by weight, smoothly: nobody gets two in a row whose turn is not yet. Where all
 * look unwell they get requests all the same, as AWS does it (fail open): nobody else would answer.
 * Undefined where nobody who has any is left to try.
 */
export function nextByWeight(
  { targets, unhealthy, traffic }: Table,
  not: readonly string[],
): Target | undefined {
  const weighed = [...targets.values()].filter(
    ({ id, admits }) => admits && !not.includes(id) && traffic.weightOf(id) > 0,
  );
  const healthy = weighed.filter(({ id }) => !unhealthy.has(id));
  const open = healthy.length > 0 ? healthy : weighed;
  const whole = open.reduce((sum, { id }) => sum + traffic.weightOf(id), 0);
  for (const { id } of open) traffic.credit(id, traffic.weightOf(id));
  const chosen = open.toSorted((a, b) => traffic.creditOf(b.id) - traffic.creditOf(a.id))[0];
  if (chosen) traffic.credit(chosen.id, -whole);
  return chosen;
}
