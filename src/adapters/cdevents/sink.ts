import { createHmac } from 'node:crypto';
import { UpstreamError } from '../../ports/errors.ts';
import type { NewsAnswer, NewsSink } from '../../ports/news-sink.ts';
import { beginPortCall, callVendor } from '../http/vendor-call.ts';
import { type CDEvent, cdEventsOf } from './event.ts';

/** Where events go, and what signs them; null where nobody looks at signatures. */
export type CDEventsOptions = {
  readonly url: string;
  readonly secret: string | null;
  readonly realNow: () => number;
  readonly fetch: typeof fetch;
};

const system = 'The receiver of CDEvents';
/** It says that this event is none, and will say so of it again. */
const forGood = [400, 409, 413, 415, 422];

/**
 * Sends each event by a POST of its own, in the binary mode of CloudEvents' HTTP binding: what
 * routes it is in the headers, the whole CDEvent in the body. Any 2xx means that it was taken.
 */
export function cdEventsSink(options: CDEventsOptions): NewsSink {
  return {
    tell: async (item) => {
      const { fetch } = beginPortCall(options.fetch);
      for (const event of cdEventsOf(item)) {
        const answer = await send({ ...options, fetch }, event);
        if (answer.kind === 'refused') return answer;
      }
      return { kind: 'taken' };
    },
  };
}

async function send(
  { url, secret, realNow, fetch }: CDEventsOptions,
  event: CDEvent,
): Promise<NewsAnswer> {
  const body = JSON.stringify(event);
  const doing = `telling of ${event.context.type}`;
  const said = await callVendor({ system, fetch, brief: true }, doing, new URL(url), {
    method: 'POST',
    headers: { ...headersOf(event), ...signed(secret, body, realNow()) },
    body,
  });
  if (said.status >= 200 && said.status < 300) return { kind: 'taken' };
  const why = `HTTP ${said.status}: ${said.text.slice(0, 200)}`;
  if (forGood.includes(said.status)) return { kind: 'refused', why };
  throw new UpstreamError(system, `${doing}: check CDEVENTS_URL and CDEVENTS_SECRET`, {
    cause: new Error(why),
  });
}

function headersOf({ context, subject }: CDEvent): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/cdevents+json; charset=utf-8',
    'ce-specversion': '1.0',
    'ce-id': context.id,
    'ce-source': context.source,
    'ce-type': context.type,
    'ce-subject': subject.id,
    'ce-time': context.timestamp,
  };
}

/** As builds are signed on their way in. */
function signed(
  secret: string | null,
  body: string,
  now: number,
): Readonly<Record<string, string>> {
  if (secret === null) return {};
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-davy-timestamp': timestamp, 'x-davy-signature': `v1=${signature}` };
}
