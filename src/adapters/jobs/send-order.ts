import { UpstreamError } from '../../ports/errors.ts';
import type { JobBegun, JobOrder } from '../../ports/jobs.ts';
import type { PortCall } from '../http/vendor-call.ts';
import { isSentPage, type JobBook, type JobPage, type SentPage } from './book.ts';
import type { CalledPlace, Sent } from './called-place.ts';

/** What sending needs: the place, its book, and real time that all replicas share. */
export type Sender = {
  readonly place: CalledPlace;
  readonly book: JobBook;
  readonly now: () => number;
};

/**
 * Sends an order, once it is written down that it goes out. `seen`: the page of an earlier call
 * that is sent again; null for the first.
 */
export async function sendOrder(
  { place, book, now }: Sender,
  order: JobOrder,
  seen: SentPage | null,
  call: PortCall,
): Promise<JobBegun> {
  const { id, under } = order;
  const doing = `beginning ${order.job}`;
  const unknown = (why: string) =>
    new UpstreamError(place.system, doing, { cause: new Error(why), unknown: true });
  if (!(await book.isNewest(under, order))) return { kind: 'superseded' };
  if (!(await claim(book, id, seen, now()))) throw unknown('another call is under way');
  const giveBack = () => book.change(id, (one) => (isFirst(one) ? { step: 'free' } : one));
  if (!(await book.isNewest(under, order))) {
    await giveBack();
    return { kind: 'superseded' };
  }
  // A process that stood still must not send what others have given up waiting for.
  if (call.isOver()) throw unknown('it took too long to write it down');
  const sent = await place.send(order, call.fetch);
  switch (sent.kind) {
    case 'taken':
    case 'accepted':
      await book.change(id, (one) => (isSentPage(one) ? withAnswer(one, sent) : one));
      return { kind: 'begun' };
    case 'refused':
      // What it says now is no word on what became of an earlier call.
      if ((await giveBack())?.step !== 'free') throw unknown(sent.obstacle.detail);
      return { kind: 'refused', ...sent.obstacle };
    case 'later':
      await giveBack();
      throw sent.fault;
  }
}

function withAnswer(page: SentPage, sent: Extract<Sent, { kind: 'taken' | 'accepted' }>): SentPage {
  return sent.kind === 'taken' ? { ...page, run: sent.run } : { ...page, accepted: true };
}

/** Writes the call down; false where somebody else did, or wrote more than was read. */
async function claim(
  book: JobBook,
  id: string,
  seen: SentPage | null,
  sentAt: number,
): Promise<boolean> {
  const tries = (seen?.tries ?? 0) + 1;
  let isMine = false;
  await book.change(id, (one) => {
    isMine = seen ? isSentPage(one) && isSame(one, seen) : one === null || one.step === 'free';
    if (!isMine) return one;
    return { step: 'sent', sentAt, tries, run: null, accepted: false, stop: null };
  });
  return isMine;
}

/** Nobody sent it again, heard of it, or stopped it since. */
function isSame(now: SentPage, seen: SentPage): boolean {
  return now.tries === seen.tries && now.run === null && !now.accepted && now.stop === null;
}

/** Its first call is the only one that ever went out. */
function isFirst(page: JobPage): boolean {
  return isSentPage(page) && page.tries === 1 && page.run === null;
}
