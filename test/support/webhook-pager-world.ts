import { z } from 'zod';
import { fromJson } from '../../playground/standin/faults.ts';
import { serve } from '../../playground/standin/serve.ts';
import { webhookPager } from '../../src/adapters/webhook-pager/pager.ts';
import { escalatingPager } from '../../src/vendors/escalating-pager.ts';
import type { PagerWorld } from '../contracts/pager-laws.ts';
import { troubledWay } from './troubled-way.ts';
import { macOf } from './webhook.ts';

const Said = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('page'),
    service: z.string(),
    key: z.string(),
    summary: z.string(),
    severity: z.enum(['critical', 'error']),
    link: z.url().nullable(),
    again: z.boolean(),
  }),
  z.strictObject({ event: z.literal('resolve'), service: z.string(), key: z.string() }),
]);

type Call = { isOpen: boolean; readonly whom: string; calls: number; readonly key: string };

/** Somebody's own program that calls people, as docs/runbook.md asks for it. */
export async function startOwnPager(secret: string) {
  const book: Call[] = [];
  const standin = await serve({
    port: 0,
    control: () => undefined,
    tooMany: () => ({ status: 429, body: '' }),
    answer: ({ method, url, headers, body }) => {
      const timestamp = String(headers['x-davy-timestamp'] ?? '');
      const isRecent = Math.abs(Date.now() / 1_000 - Number(timestamp)) < 300;
      const signature = `v1=${macOf(secret, `${timestamp}.${body.toString('utf8')}`)}`;
      if (!isRecent || headers['x-davy-signature'] !== signature) return { status: 401, body: '' };
      const read = Said.safeParse(fromJson(body));
      if (method !== 'POST' || !read.success) return { status: 400, body: '' };
      note(book, url.pathname.slice(1), read.data);
      return { status: 204, body: '' };
    },
  });
  return { ...standin, book };
}

function note(book: Call[], whom: string, said: z.infer<typeof Said>): void {
  const open = book.find((one) => one.isOpen && one.key === said.key && one.whom === whom);
  if (said.event === 'resolve') {
    if (open) open.isOpen = false;
  } else if (!open) book.push({ isOpen: true, whom, calls: 1, key: said.key });
  else if (said.again) open.calls += 1;
}

/** The same with one or two who can be called. */
export async function webhookPagerWorld({ next }: { readonly next: boolean }): Promise<PagerWorld> {
  const secret = 'pager-secret';
  const vendor = await startOwnPager(secret);
  const way = troubledWay();
  const calls = (whom: string) =>
    webhookPager({ url: `${vendor.url}/${whom}`, secret, realNow: Date.now, fetch: way.fetch });
  return {
    ...way,
    pager: next ? escalatingPager(calls('first'), calls('next')) : calls('first'),
    troubles: ['throttled', 'broken', 'silent'],
    first: 'first',
    next: next ? 'next' : null,
    incidents: async () =>
      vendor.book.map(({ isOpen, whom, calls: times }) => ({ isOpen, whom, calls: times })),
    close: vendor.close,
  };
}
