import type { Claim, Content, Message, Noticeboard } from '../ports.ts';
import type { WantedMessage } from '../views/story.ts';
import { pingsIn } from './pings.ts';
import { beforeCall, type Shop } from './shop.ts';

/** Makes the board show exactly what is wanted: posts what is missing, edits what differs, leaves the rest alone. */
export async function show(shop: Shop, claim: Claim, board: Noticeboard, wanted: readonly WantedMessage[], place: Place): Promise<void> {
  for (const message of wanted) {
    const thread = message.place === 'thread' ? await threadOf(shop, place.card) : null;
    const channel = message.place === 'changelog' ? (place.changelog ?? null) : (message.to ?? place.channel);
    if (channel !== null) await showOne(shop, claim, board, message, { channel, thread });
  }
}

/** Where a story is told: its channel, the one for changelogs, and the card whose thread it is. */
export type Place = { readonly channel: string; readonly changelog?: string | null; readonly card: string };

async function threadOf(shop: Shop, card: string): Promise<string | null> {
  const known = await shop.ports.ledger.messages(card);
  return known.find((message) => message.kind === 'card')?.ts ?? null;
}

async function showOne(shop: Shop, claim: Claim, board: Noticeboard, wanted: WantedMessage, where: { channel: string; thread: string | null }): Promise<void> {
  const { ledger } = shop.ports;
  const { subject, kind, content } = wanted;
  const known = (await ledger.messages(subject)).find((message) => message.kind === kind);
  const hash = fingerprint(content);
  if (known ? known.hash === hash && known.ts !== null : !wanted.post) return;
  if (known && known.ts !== null) {
    // Until the answer is there, nobody knows what it says.
    await ledger.saveMessage({ ...known, hash: '' });
    await beforeCall(shop, claim, 'update');
    const outcome = await board.update({ channel: known.channel, ts: known.ts, content });
    shop.at(`${claim.lane} after update`);
    if (outcome === 'updated') return ledger.saveMessage({ ...known, hash });
  }
  const row: Message = { subject, kind, ...where, ts: null, hash: '' };
  if (known) await ledger.saveMessage({ ...known, ts: null });
  const mine = known !== undefined || (await ledger.addMessage(row));
  if (!mine) return;
  await post(shop, claim, board, wanted, known && known.ts === null ? { ...row, thread: known.thread ?? where.thread } : row, known?.ts === null);
}

/** A row without a time means a post was begun: it is looked for before it is made again. */
async function post(shop: Shop, claim: Claim, board: Noticeboard, wanted: WantedMessage, row: Message, begun: boolean): Promise<void> {
  const { channel, thread } = row;
  const key = `${row.subject}:${row.kind}`;
  if (begun) {
    await beforeCall(shop, claim, 'find');
    const found = await board.find({ channel, thread, key });
    if (typeof found === 'object') {
      await shop.ports.ledger.saveMessage({ ...row, ts: found.ts, pings: pingsIn(wanted.content) });
      // What was posted then may not be so any more.
      return showOne(shop, claim, board, wanted, { channel, thread });
    }
  }
  await beforeCall(shop, claim, 'post');
  const { ts, channel: posted } = await board.post({ channel, thread, broadcast: wanted.broadcast, content: wanted.content, key });
  shop.at(`${claim.lane} after post`);
  await shop.ports.ledger.saveMessage({ ...row, channel: posted, ts, hash: fingerprint(wanted.content), pings: pingsIn(wanted.content) });
}

/** Tells whether a message would look the same; FNV-1a over its text, 2 × 32 bits, is plenty for one message against its last self. */
export function fingerprint(content: Content): string {
  const text = JSON.stringify([content.text, content.rich]);
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193) >>> 0;
    b = Math.imul(b ^ code ^ (index & 0xff), 0x85ebca6b) >>> 0;
  }
  return `${a.toString(36)}${b.toString(36)}`;
}
