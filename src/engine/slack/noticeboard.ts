import { UpstreamError } from '../../ports/errors.ts';
import type { Claim, Message } from '../../ports/ledger.ts';
import type { Noticeboard } from '../../ports/noticeboard.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';
import { inReal, type WorkerContext } from '../worker-context.ts';
import { showOne } from './one-message.ts';

/** A channel that takes nothing is tried again this much later (real ms): people mend it. */
const brokenMs = 60_000;

/**
 * Makes the board show exactly what is wanted: posts what is missing, edits what differs, leaves
 * the rest alone. Answers when to come again, where a post may still arrive; what follows it there
 * waits too, so that the order stays. Another channel waits for nothing: what is broken there is
 * tried again by itself.
 */
export async function show(
  context: WorkerContext,
  claim: Claim,
  board: Noticeboard,
  wanted: readonly WantedMessage[],
  place: MessagePlace,
): Promise<number | null> {
  const standing = await standingOf(context, wanted);
  const held = new Map<string, number | UpstreamError>();
  for (const message of wanted) {
    const known = standing.find(
      ({ subject, kind }) => subject === message.subject && kind === message.kind,
    );
    const channel =
      message.place === 'changelog' ? (place.changelog ?? null) : (message.to ?? place.channel);
    const thread = async () => (message.place === 'thread' ? threadOf(context, place.card) : null);
    if (channel === null || held.has(channel)) continue;
    const posting = { context, claim, board, wanted: message };
    const dueAt = await showOne(posting, known, { channel, thread }).catch(faultOrThrow);
    if (dueAt !== null) held.set(channel, dueAt);
  }
  return whenAgain(context, claim, held, place.channel);
}

function faultOrThrow(cause: unknown): UpstreamError {
  if (cause instanceof UpstreamError) return cause;
  throw cause;
}

/** What holds up the place itself holds up who waits for it; whatever else is held up does not. */
async function whenAgain(
  { ports: { ledger, clock }, log }: WorkerContext,
  { key, lane }: Claim,
  held: ReadonlyMap<string, number | UpstreamError>,
  own: string,
): Promise<number | null> {
  for (const [channel, why] of held) {
    if (channel === own) continue;
    if (typeof why !== 'number')
      log.warn({ channel, key, cause: why.message }, 'one channel takes nothing; others go on');
    const dueAt = typeof why === 'number' ? why : inReal(clock, brokenMs);
    await ledger.wake([{ key, lane, dueAt }]);
  }
  const why = held.get(own) ?? null;
  if (why instanceof UpstreamError) throw why;
  return why;
}

/** What is known to be on the board, each subject read once. */
async function standingOf(
  { ports: { ledger } }: WorkerContext,
  wanted: readonly WantedMessage[],
): Promise<readonly Message[]> {
  const known: Message[] = [];
  for (const subject of new Set(wanted.map((message) => message.subject)))
    known.push(...(await ledger.messages(subject)));
  return known;
}

/** Where a thread is told: its channel, the one for changelogs, and the card whose thread it is. */
export type MessagePlace = {
  readonly channel: string;
  readonly changelog?: string | null;
  readonly card: string;
};

async function threadOf(context: WorkerContext, card: string): Promise<string | null> {
  const known = await context.ports.ledger.messages(card);
  return known.find((message) => message.kind === 'card')?.ts ?? null;
}
