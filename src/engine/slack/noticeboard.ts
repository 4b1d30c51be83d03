import type { Claim, Message } from '../../ports/ledger.ts';
import type { Noticeboard } from '../../ports/noticeboard.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';
import type { WorkerContext } from '../worker-context.ts';
import { showOne } from './one-message.ts';

/**
 * Makes the board show exactly what is wanted: posts what is missing, edits what differs, leaves
 * the rest alone. Answers when to come again, where a post may still arrive; what follows it waits
 * too, so that the order stays.
 */
export async function show(
  context: WorkerContext,
  claim: Claim,
  board: Noticeboard,
  wanted: readonly WantedMessage[],
  place: MessagePlace,
): Promise<number | null> {
  const standing = await standingOf(context, wanted);
  for (const message of wanted) {
    const known = standing.find(
      ({ subject, kind }) => subject === message.subject && kind === message.kind,
    );
    const channel =
      message.place === 'changelog' ? (place.changelog ?? null) : (message.to ?? place.channel);
    const thread = async () => (message.place === 'thread' ? threadOf(context, place.card) : null);
    const dueAt =
      channel === null
        ? null
        : await showOne({ context, claim, board, wanted: message }, known, {
            channel,
            thread,
          });
    if (dueAt !== null) return dueAt;
  }
  return null;
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
