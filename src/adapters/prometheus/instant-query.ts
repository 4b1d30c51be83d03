import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import {
  below,
  callVendor,
  maybeParse,
  parseSaid,
  type VendorAnswer,
} from '../http/vendor-call.ts';

/** Where Prometheus is; `authorization` only where it, or what is in front of it, asks. */
export type PrometheusServer = {
  readonly url: string;
  readonly authorization: string | null;
  readonly fetch: typeof fetch;
};

/** One number, or why there is none. Only finite numbers count. */
export type QueryValue =
  | { readonly value: number; readonly missing: null }
  | { readonly value: null; readonly missing: string };

/** Nothing answers to the query: no series, or none with samples enough. */
export const noData = 'no data';

const system = 'Prometheus';
const sample = z.tuple([z.number(), z.string()]);
const answered = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('vector'), result: z.array(z.object({ value: sample })) }),
    z.object({ resultType: z.literal('scalar'), result: sample }),
    z.object({ resultType: z.literal('matrix'), result: z.array(z.unknown()) }),
    z.object({ resultType: z.literal('string'), result: z.unknown() }),
  ]),
});
const refused = z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() });

/**
 * Asks for the value of a query at one time. A server that does not answer is an outside fault; a
 * query it refuses has no value.
 */
export async function askInstant(
  server: PrometheusServer,
  doing: string,
  query: string,
  atMs: number,
): Promise<QueryValue> {
  const said = await sendQuery(server, doing, query, atMs);
  const why = whyRefused(server, doing, said);
  if (why !== null) return none(why);
  const { data } = parseSaid(system, doing, said, answered);
  if (data.resultType === 'scalar') return finite(data.result[1]);
  if (data.resultType !== 'vector')
    return none(`the query gives a ${data.resultType}, not one number`);
  const [first, ...others] = data.result;
  if (first === undefined) return none(noData);
  if (others.length > 0)
    return none(`the query gives ${others.length + 1} series, not one: sum or average them`);
  return finite(first.value[1]);
}

/** Asks about one time, and leaves what was answered to be read. */
export function sendQuery(
  server: PrometheusServer,
  doing: string,
  query: string,
  atMs: number,
): Promise<VendorAnswer> {
  return sendTo(server, doing, 'query', { query, time: String(atMs / 1000) });
}

/** Asks one of the two doors for queries; without a time it is Prometheus's own now. */
export function sendTo(
  { url, authorization, fetch }: PrometheusServer,
  doing: string,
  door: 'query' | 'query_range',
  asked: Readonly<Record<string, string>>,
): Promise<VendorAnswer> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(authorization === null ? {} : { authorization }),
  };
  const body = new URLSearchParams({ ...asked, timeout: '3s' }).toString();
  const place = below(url, `api/v1/${door}`);
  return callVendor({ system, fetch }, doing, place, { method: 'POST', headers, body });
}

/** Why it will not answer the query, in its own words; null where it did. */
export function whyRefused(
  { authorization }: PrometheusServer,
  doing: string,
  said: VendorAnswer,
): string | null {
  if (said.status === 200) return null;
  if (said.status === 401 || said.status === 403)
    return authorization === null
      ? `Prometheus asks who we are (HTTP ${said.status}): set PROMETHEUS_USER and ` +
          'PROMETHEUS_PASSWORD, or PROMETHEUS_TOKEN'
      : `Prometheus does not let us in (HTTP ${said.status})`;
  const why = maybeParse(said, refused);
  if (why === undefined)
    throw new UpstreamError(system, doing, {
      cause: new Error(`HTTP ${said.status}: ${said.text.slice(0, 200)}`),
    });
  return `Prometheus cannot answer the query: ${why.error.slice(0, 200)}`;
}

/** A sample as it is written: only finite numbers count. */
export function finite(text: string): QueryValue {
  if (!/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text))
    return none(`the value is ${text.slice(0, 20)}, not a number`);
  const value = Number(text);
  return Number.isFinite(value)
    ? { value, missing: null }
    : none('the value is too large for a number');
}

function none(missing: string): QueryValue {
  return { value: null, missing };
}
