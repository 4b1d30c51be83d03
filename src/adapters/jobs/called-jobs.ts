import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { JobBegun, JobOrder, Jobs, JobSight } from '../../ports/jobs.ts';
import { beginPortCall, type PortCall } from '../http/vendor-call.ts';
import { jobBook, type JobNotes, type JobPage, type SentPage } from './book.ts';
import type { CalledPlace, Sent } from './called-place.ts';
import { endOfRun, missing, notStarted } from './called-sight.ts';

const Id = z.string().regex(/^[A-Za-z0-9][\w.-]{0,119}$/);
const Count = z.number().int().nonnegative();
const Place = z.object({ id: Id });
const Order = z.object({ id: Id, under: Id, turn: Count, fence: Count });

/**
 * Runs a job at such a place. What was sent is written down before it goes out, so that after a
 * lost answer it is looked for, and sent again only where it would have been seen or is known by
 * its key. `now`: real ms that all replicas share.
 */
export function calledJobs({
  place,
  notes,
  now,
  hide,
  fetch,
}: {
  readonly place: CalledPlace;
  readonly notes: JobNotes;
  readonly now: () => number;
  readonly hide: (text: string) => string;
  readonly fetch: typeof globalThis.fetch;
}): Jobs {
  const book = jobBook(notes);

  /** What the place calls it, asked for where no answer said so, and written down. */
  async function runOf(id: string, page: SentPage, call: PortCall): Promise<string | null> {
    if (page.run !== null || place.find === null) return page.run;
    const run = await place.find(id, page.sentAt, call.fetch);
    if (run !== null) await book.change(id, (one) => (isSent(one) ? { ...one, run } : one));
    return run;
  }

  /** Writes the call down; false where somebody else did, or wrote more than was read. */
  async function claim(id: string, seen: SentPage | null): Promise<boolean> {
    const sentAt = now();
    const tries = (seen?.tries ?? 0) + 1;
    let isMine = false;
    await book.change(id, (one) => {
      isMine = seen ? isSent(one) && isSame(one, seen) : isFree(one);
      if (!isMine) return one;
      return { step: 'sent', sentAt, tries, run: null, accepted: false, stop: null };
    });
    return isMine;
  }

  async function send(order: JobOrder, seen: SentPage | null, call: PortCall): Promise<JobBegun> {
    const { id, under } = order;
    const doing = `beginning ${order.job}`;
    if (!(await book.isNewest(under, order))) return { kind: 'superseded' };
    if (!(await claim(id, seen))) throw unknown(place, `${doing}: another call is under way`);
    const giveBack = () => book.change(id, (one) => (isFirst(one) ? { step: 'free' } : one));
    if (!(await book.isNewest(under, order))) {
      await giveBack();
      return { kind: 'superseded' };
    }
    // A process that stood still must not send what others have given up waiting for.
    if (call.isOver()) throw unknown(place, `${doing}: it took too long to write it down`);
    return keep(id, await place.send(order, call.fetch), giveBack, doing);
  }

  async function keep(
    id: string,
    sent: Sent,
    giveBack: () => Promise<JobPage>,
    doing: string,
  ): Promise<JobBegun> {
    switch (sent.kind) {
      case 'taken':
        await book.change(id, (one) => (isSent(one) ? { ...one, run: sent.run } : one));
        return { kind: 'begun' };
      case 'accepted':
        await book.change(id, (one) => (isSent(one) ? { ...one, accepted: true } : one));
        return { kind: 'begun' };
      case 'refused':
        // What it says now is no word on what became of an earlier call.
        if ((await giveBack())?.step !== 'free') throw unknown(place, doing, sent.obstacle.detail);
        return { kind: 'refused', ...sent.obstacle };
      case 'later':
        await giveBack();
        throw sent.fault;
    }
  }

  return {
    async begin(order): Promise<JobBegun> {
      const { id } = Order.parse(order);
      const call = beginPortCall(fetch);
      const page = await book.read(id);
      if (page?.step === 'stopped') return { kind: 'superseded' };
      if (!isSent(page)) return send(order, null, call);
      if (page.accepted || (await runOf(id, page, call)) !== null) return { kind: 'begun' };
      if (page.stop) return { kind: 'superseded' };
      const isUnseen = place.find !== null && now() - page.sentAt >= place.visibleMs;
      if (place.isRepeatable || isUnseen) return send(order, page, call);
      throw notStarted(place, page, `beginning ${order.job}`, now());
    },

    async look({ id: given, job }): Promise<JobSight> {
      const { id } = Place.parse({ id: given });
      const call = beginPortCall(fetch);
      const page = await book.read(id);
      if (page?.step === 'stopped') return neverBegun;
      if (!isSent(page)) return { state: 'none' };
      const run = await runOf(id, page, call);
      if (run === null) {
        const sight = missing(place, page, `looking at ${job}`, now());
        if (sight === 'never') await book.change(id, () => ({ step: 'stopped' }));
        return sight === 'never' ? neverBegun : sight;
      }
      const seen = await place.see(run, call.fetch);
      const age = now() - page.sentAt;
      const isLong = seen.state === 'running' && age > place.timeoutMs;
      const stop = page.stop ?? (isLong ? 'timeout' : null);
      if (stop !== page.stop)
        await book.change(id, (one) => (isSent(one) ? { ...one, stop: one.stop ?? stop } : one));
      if (stop && seen.state === 'running') await place.cancel?.(run, call.fetch);
      return endOfRun(place, seen, { stop, age, hide });
    },

    async stop({ id: given }) {
      const { id } = Place.parse({ id: given });
      const call = beginPortCall(fetch);
      const page = await book.change(id, (one) => {
        if (!isSent(one)) return { step: 'stopped' };
        return one.stop ? one : { ...one, stop: 'person' };
      });
      if (!isSent(page)) return;
      const run = await runOf(id, page, call);
      if (run !== null) await place.cancel?.(run, call.fetch);
    },
  };
}

const neverBegun: JobSight = {
  state: 'ended',
  code: null,
  how: 'stopped',
  output: '',
  progress: null,
};

function isSent(page: JobPage): page is SentPage {
  return page?.step === 'sent';
}

/** Nobody sent it again, heard of it, or stopped it since. */
function isSame(now: SentPage, seen: SentPage): boolean {
  return now.tries === seen.tries && now.run === null && !now.accepted && now.stop === null;
}

function isFree(page: JobPage): boolean {
  return page === null || page.step === 'free';
}

/** Its first call is the only one that ever went out. */
function isFirst(page: JobPage): boolean {
  return isSent(page) && page.tries === 1 && page.run === null;
}

function unknown({ system }: CalledPlace, doing: string, why = doing): UpstreamError {
  return new UpstreamError(system, doing, { cause: new Error(why), unknown: true });
}
