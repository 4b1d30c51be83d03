import { z } from 'zod';
import { fromJson } from '../../playground/standin/faults.ts';
import { serve } from '../../playground/standin/serve.ts';
import { cdEventsSink } from '../../src/adapters/cdevents/sink.ts';
import type { NewsSinkWorld } from '../contracts/news-sink-laws.ts';
import { troubledWay } from './troubled-way.ts';
import { macOf } from './webhook.ts';

/** What every CDEvent has; what is its own, each kind says. */
const Envelope = z.object({
  context: z.strictObject({
    specversion: z.enum(['0.5.1', '0.6.0-draft']),
    id: z.string().min(1),
    source: z.string().min(1),
    type: z.string().regex(/^dev\.cdevents\.(service|approval)\.[a-z]+\.\d+\.\d+\.\d+$/),
    timestamp: z.iso.datetime(),
    chainId: z.string().min(1),
  }),
  subject: z.strictObject({
    id: z.string().min(1),
    source: z.string().min(1),
    content: z.object(),
  }),
});

/** Something that takes CDEvents as its documents say, and keeps each once. */
export async function startReceiver(secret: string) {
  const heard: { readonly id: string; readonly type: string }[] = [];
  const state = { posts: 0, hates: '' };
  const standin = await serve({
    port: 0,
    control: () => undefined,
    tooMany: () => ({ status: 429, body: '' }),
    answer: ({ method, headers, body }) => {
      const timestamp = String(headers['x-davy-timestamp'] ?? '');
      const isRecent = Math.abs(Date.now() / 1_000 - Number(timestamp)) < 300;
      const signature = `v1=${macOf(secret, `${timestamp}.${body.toString('utf8')}`)}`;
      if (!isRecent || headers['x-davy-signature'] !== signature) return { status: 401, body: '' };
      const read = Envelope.safeParse(fromJson(body));
      if (method !== 'POST' || !read.success) return { status: 400, body: 'no CDEvent' };
      const { context, subject } = read.data;
      const wanted = {
        'content-type': 'application/cdevents+json; charset=utf-8',
        'ce-specversion': '1.0',
        'ce-id': context.id,
        'ce-source': context.source,
        'ce-type': context.type,
        'ce-subject': subject.id,
        'ce-time': context.timestamp,
      };
      if (Object.entries(wanted).some(([name, value]) => headers[name] !== value))
        return { status: 400, body: 'its headers are not those of this event' };
      if (context.id === state.hates) return { status: 422, body: 'it is too odd' };
      state.posts += 1;
      if (!heard.some(({ id }) => id === context.id))
        heard.push({ id: context.id, type: context.type });
      return { status: 202, body: '' };
    },
  });
  return { ...standin, heard, state };
}

/** The same, told by Davy. */
export async function cdEventsWorld(): Promise<NewsSinkWorld> {
  const receiver = await startReceiver('told');
  const way = troubledWay();
  const sink = (secret: string) =>
    cdEventsSink({ url: `${receiver.url}/events`, secret, realNow: Date.now, fetch: way.fetch });
  return {
    ...way,
    sink: sink('told'),
    stranger: sink('wrong'),
    hate: (id) => void (receiver.state.hates = id),
    heard: () => receiver.heard.map(({ id }) => id),
    posts: () => receiver.state.posts,
    close: receiver.close,
  };
}
