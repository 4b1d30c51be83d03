import { z } from 'zod';
import { parseSaid } from '../../http/vendor-call.ts';
import { finite, type PrometheusServer, sendTo, whyRefused } from '../instant-query.ts';

/** One series at one time, or at several (real ms); null is a sample that is no finite number. */
export type Series = {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly { readonly at: number; readonly value: number | null }[];
};

/** What a query gave, or why it gave nothing. */
export type SeriesFound = { readonly series: readonly Series[] } | { readonly missing: string };

const system = 'Prometheus';
/** So many samples are read of one answer: whoever counts more has a wrong label for servers. */
const mostNow = 20_000;
/** So many fit into the answer that is read at most. */
export const mostOfPast = 100_000;

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const vector = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labels, value: sample })),
  }),
});
const matrix = z.object({
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labels, values: z.array(sample) })),
  }),
});

/** Asks what there is now, by Prometheus's own clock, or was at another time (real ms). */
export async function askOnce(
  server: PrometheusServer,
  doing: string,
  query: string,
  at: number | null = null,
): Promise<SeriesFound> {
  const time = at === null ? {} : { time: `${at / 1_000}` };
  const said = await sendTo(server, doing, 'query', { query, ...time });
  const why = whyRefused(server, doing, said);
  if (why !== null) return { missing: why };
  const { result } = parseSaid(system, doing, said, vector).data;
  if (result.length > mostNow) return tooMany(result.length, mostNow);
  return { series: result.map(({ metric, value }) => seriesOf(metric, [value])) };
}

/** Asks what there was in steps between two moments (real ms). */
export async function askPast(
  server: PrometheusServer,
  doing: string,
  query: string,
  { start, end, step }: { readonly start: number; readonly end: number; readonly step: number },
): Promise<SeriesFound> {
  const seconds = { start: `${start / 1_000}`, end: `${end / 1_000}`, step: `${step / 1_000}` };
  const said = await sendTo(server, doing, 'query_range', { query, ...seconds });
  const why = whyRefused(server, doing, said);
  if (why !== null) return { missing: why };
  const { result } = parseSaid(system, doing, said, matrix).data;
  const many = result.reduce((sum, { values }) => sum + values.length, 0);
  if (many > mostOfPast) return tooMany(many, mostOfPast);
  return { series: result.map(({ metric, values }) => seriesOf(metric, values)) };
}

function seriesOf(
  metric: Series['labels'],
  values: readonly (readonly [number, string])[],
): Series {
  const samples = values.map(([at, text]) => ({
    at: Math.round(at * 1_000),
    value: finite(text).value,
  }));
  return { labels: metric, samples };
}

function tooMany(many: number, most: number): SeriesFound {
  return { missing: `Prometheus shows ${many} samples, of which ${most} at most are read` };
}
