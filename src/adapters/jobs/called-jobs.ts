import { z } from 'zod';
import type { JobNotes } from '../../ports/job-notes.ts';
import type { JobBegun, JobOrder, JobPlace, Jobs, JobSight } from '../../ports/jobs.ts';
import { beginPortCall, type PortCall } from '../http/vendor-call.ts';
import { isSentPage, jobBook, type SentPage } from './book.ts';
import { endOfRun, missing, notStarted } from './called-sight.ts';
import { type Sender, sendOrder } from './send-order.ts';

const Id = z.string().regex(/^[A-Za-z0-9][\w.-]{0,119}$/);
const Count = z.number().int().nonnegative();
const Place = z.object({ id: Id });
const Order = z.object({ id: Id, under: Id, turn: Count, fence: Count });

type Runner = Sender & { readonly hide: (text: string) => string };

/**
 * Runs a job at such a place. What was sent is written down before it goes out, so that after a
 * lost answer it is looked for, and sent again only where it would have been seen or is known by
 * its key. `now`: real ms that all replicas share.
 */
export function calledJobs({
  notes,
  fetch,
  ...rest
}: Omit<Runner, 'book'> & {
  readonly notes: JobNotes;
  readonly fetch: typeof globalThis.fetch;
}): Jobs {
  const runner = { ...rest, book: jobBook(notes) };
  return {
    begin: async (order) => begin(runner, order, beginPortCall(fetch)),
    look: async (place) => look(runner, place, beginPortCall(fetch)),
    stop: async (place) => stop(runner, place, beginPortCall(fetch)),
  };
}

async function begin(runner: Runner, order: JobOrder, call: PortCall): Promise<JobBegun> {
  const { place, book, now } = runner;
  const { id } = Order.parse(order);
  const page = await book.read(id);
  if (page?.step === 'stopped') return { kind: 'superseded' };
  if (!isSentPage(page)) return sendOrder(runner, order, null, call);
  if (page.accepted || (await runOf(runner, id, page, call)) !== null) return { kind: 'begun' };
  if (page.stop) return { kind: 'superseded' };
  const isUnseen = place.find !== null && now() - page.sentAt >= place.visibleMs;
  if (place.isRepeatable || isUnseen) return sendOrder(runner, order, page, call);
  throw notStarted(place, page, `beginning ${order.job}`, now());
}

async function look(
  runner: Runner,
  { id: given, job }: JobPlace,
  call: PortCall,
): Promise<JobSight> {
  const { place, book, now, hide } = runner;
  const { id } = Place.parse({ id: given });
  const page = await book.read(id);
  if (page?.step === 'stopped') return neverBegun;
  if (!isSentPage(page)) return { state: 'none' };
  const run = await runOf(runner, id, page, call);
  if (run === null) {
    const sight = missing(place, page, `looking at ${job}`, now());
    if (sight !== 'never') return sight;
    await book.change(id, (one) => (isSentPage(one) && one.run === null ? stopped : one));
    return neverBegun;
  }
  const seen = await place.see(run, call.fetch, id);
  const age = now() - page.sentAt;
  const isLong = seen.state === 'running' && age > place.timeoutMs;
  const why = page.stop ?? (isLong ? 'timeout' : null);
  if (why !== page.stop)
    await book.change(id, (one) => (isSentPage(one) ? { ...one, stop: one.stop ?? why } : one));
  if (why && seen.state === 'running') await place.cancel?.(run, call.fetch);
  return endOfRun(place, seen, { stop: why, age, hide });
}

async function stop(runner: Runner, { id: given }: JobPlace, call: PortCall): Promise<void> {
  const { place, book } = runner;
  const { id } = Place.parse({ id: given });
  const page = await book.change(id, (one) => {
    if (!isSentPage(one)) return stopped;
    return one.stop ? one : { ...one, stop: 'person' };
  });
  if (!isSentPage(page)) return;
  const run = await runOf(runner, id, page, call);
  if (run !== null) await place.cancel?.(run, call.fetch);
}

/** What the place calls it, asked for where no answer said so, and written down. */
async function runOf(
  { place, book }: Runner,
  id: string,
  page: SentPage,
  call: PortCall,
): Promise<string | null> {
  if (page.run !== null || place.find === null) return page.run;
  const run = await place.find(id, page.sentAt, call.fetch);
  if (run !== null) await book.change(id, (one) => (isSentPage(one) ? { ...one, run } : one));
  return run;
}

const stopped = { step: 'stopped' } as const;

const neverBegun: JobSight = {
  state: 'ended',
  code: null,
  how: 'stopped',
  output: '',
  progress: null,
};
