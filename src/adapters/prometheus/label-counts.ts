import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import { parseSaid } from '../http/vendor-call.ts';
import { finite, type PrometheusServer, sendQuery } from './instant-query.ts';

const system = 'Prometheus';
const series = z.object({
  metric: z.record(z.string(), z.string()),
  value: z.tuple([z.number(), z.string()]),
});
const counted = z.object({
  status: z.literal('success'),
  data: z.object({ resultType: z.literal('vector'), result: z.array(series) }),
});

/**
 * What one query counts now for each value of a label; several series of one value together. One
 * of which any is no number is left out, because nobody knows how many there are.
 */
export async function countByLabel(
  server: PrometheusServer,
  { query, label }: { readonly query: string; readonly label: string },
  atMs: number,
): Promise<ReadonlyMap<string, number>> {
  const doing = `counting users by ${label}`;
  const said = await sendQuery(server, doing, query, atMs);
  if (said.status !== 200)
    throw new UpstreamError(system, doing, {
      cause: new Error(`HTTP ${said.status}: ${said.text.slice(0, 200)}`),
    });
  const { data } = parseSaid(system, doing, said, counted);
  const counts = new Map<string, number>();
  for (const [value, some] of Map.groupBy(data.result, ({ metric }) => metric[label] ?? '')) {
    const numbers = some.map((one) => finite(one.value[1]).value);
    if (value === '' || numbers.includes(null)) continue;
    const sum = numbers.reduce<number>((all, one) => all + (one ?? 0), 0);
    // Half a user is somebody: only nought is nobody.
    counts.set(value, Math.max(0, Math.ceil(sum)));
  }
  return counts;
}
