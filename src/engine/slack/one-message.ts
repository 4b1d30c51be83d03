import { NotTaken, UpstreamError } from '../../ports/errors.ts';
import type { Claim, Message } from '../../ports/ledger.ts';
import type { Noticeboard } from '../../ports/noticeboard.ts';
import { lateWindowMs, timing } from '../../time/timing.ts';
import { messageKey } from '../../release/state/keys.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';
import { fingerprint } from './fingerprint.ts';
import { pingsIn } from './pings.ts';
import { beforeCall, inReal, realNow, type WorkerContext } from '../worker-context.ts';

/**
 * Only what is posted asks for its thread, and then for what it is by now: the card may just have
 * been posted again.
 */
type Where = { readonly channel: string; readonly thread: () => Promise<string | null> };

type Posting = {
  readonly context: WorkerContext;
  readonly claim: Claim;
  readonly board: Noticeboard;
  readonly wanted: WantedMessage;
};

/**
 * Posts it, edits it or leaves it alone; a row is stored before each call, so that whoever comes
 * after a crash knows what may have been posted. Answers when to look for it again, where it may
 * still arrive.
 */
export async function showOne(
  posting: Posting,
  known: Message | undefined,
  where: Where,
): Promise<number | null> {
  const { ledger, clock } = posting.context.ports;
  const { subject, kind, content, post: isWanted } = posting.wanted;
  if (known ? isShown(known, fingerprint(content)) : !isWanted) return null;
  if (known?.ts === null)
    return finish(posting, {
      ...known,
      channel: where.channel,
      thread: known.thread ?? (await where.thread()),
    });
  if (known && (await edit(posting, known, known.ts))) return null;
  const row: Message = {
    subject,
    kind,
    channel: where.channel,
    thread: await where.thread(),
    ts: null,
    hash: '',
    attempt: { at: realNow(clock), answerLost: false },
  };
  if (known) await ledger.saveMessage(row);
  else if (!(await ledger.addMessage(row))) return null;
  await post(posting, row);
  return null;
}

/** It says what it should; or nobody can tell whether it is there, and it is left alone. */
function isShown({ ts, hash }: Message, wanted: string): boolean {
  return ts === leftAlone || (ts !== null && hash === wanted);
}

const leftAlone = '';

/** Tells whether there was something to edit. */
async function edit(
  { context, claim, board, wanted: { content } }: Posting,
  known: Message,
  ts: string,
): Promise<boolean> {
  // Until the answer is there, nobody knows what it says.
  await context.ports.ledger.saveMessage({ ...known, hash: '' });
  await beforeCall(context, claim, 'update');
  const outcome = await board.update({ channel: known.channel, ts, content });
  context.at(`${claim.lane} after update`);
  if (outcome === 'updated')
    await context.ports.ledger.saveMessage({ ...known, hash: fingerprint(content) });
  return outcome === 'updated';
}

/**
 * A row without a time means that a post was begun: it is looked for, and made again only when it
 * cannot arrive any more. Where Davy may not look, which is with people, it may be there already:
 * what people have to know stands in the thread, and nobody is written to twice.
 */
async function finish(posting: Posting, { attempt, ...row }: Message): Promise<number | null> {
  const { context, claim, board, wanted } = posting;
  const { ledger, clock } = context.ports;
  const { channel, thread } = row;
  await beforeCall(context, claim, 'find');
  const found = await board.find({ channel, thread, key: messageKey(row) });
  if (typeof found === 'object') {
    const seen = { ...row, ts: found.ts, pings: pingsIn(wanted.content) };
    await ledger.saveMessage(seen);
    // What was posted then may not be so any more.
    return showOne(posting, seen, { channel, thread: async () => thread });
  }
  if (found === 'cannot-look' && attempt && isPerson(channel)) {
    context.log.warn(
      { message: messageKey(row), answerLost: attempt.answerLost },
      'nobody can tell whether a message reached a person; it is not written twice',
    );
    await ledger.saveMessage({ ...row, ts: leftAlone });
    return null;
  }
  const waits = attempt ? attempt.at + lateWindowMs(timing) - realNow(clock) : 0;
  if (waits > 0) return inReal(clock, waits);
  const again = { ...row, attempt: { at: realNow(clock), answerLost: false } };
  await ledger.saveMessage(again);
  await post(posting, again);
  return null;
}

async function post(
  { context, claim, board, wanted }: Posting,
  { attempt, ...row }: Message,
): Promise<void> {
  const { ledger } = context.ports;
  await beforeCall(context, claim, 'post');
  const posting = board.post({
    channel: row.channel,
    thread: row.thread,
    broadcast: wanted.broadcast,
    content: wanted.content,
    key: messageKey(row),
  });
  const posted = await posting.catch(async (fault: unknown) => {
    // Whoever lost the lease meanwhile writes nothing over what the next one stored.
    await ledger.renew(claim);
    if (fault instanceof NotTaken && isPerson(row.channel)) {
      context.log.warn(
        { message: messageKey(row), cause: fault.message },
        'Slack takes nothing for a person any more; what they have to know stands in the thread',
      );
      await ledger.saveMessage({ ...row, ts: leftAlone });
      return null;
    }
    await ledger.saveMessage(
      isUncertain(fault) && attempt ? { ...row, attempt: { ...attempt, answerLost: true } } : row,
    );
    throw fault;
  });
  if (posted === null) return;
  const { ts, channel } = posted;
  context.at(`${claim.lane} after post`);
  await ledger.saveMessage({
    ...row,
    channel,
    ts,
    hash: fingerprint(wanted.content),
    pings: pingsIn(wanted.content),
  });
}

function isUncertain(fault: unknown): boolean {
  return fault instanceof UpstreamError && fault.unknown;
}

/** Slack's ids of people and of conversations with them. */
function isPerson(channel: string): boolean {
  return /^[DUW]/.test(channel);
}
