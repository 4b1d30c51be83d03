import { z } from 'zod';
import type { Noticeboard } from '../../ports/noticeboard.ts';
import { asFault, type SlackCall, SlackSaidNo } from './call.ts';

/** Words that mean: reading back was not granted. */
export const blind: readonly string[] = [
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'access_denied',
  'not_in_channel',
];

const Counted = z.object({ ok: z.literal(true), messages: z.array(z.unknown()) });

/** Only whether there are messages is looked at, never what they say. */
export async function countBelow(
  call: SlackCall,
  { channel, ts, most }: Parameters<Noticeboard['below']>[0],
): ReturnType<Noticeboard['below']> {
  if (isPrivate(channel)) return 'cannot-look';
  const after = { channel, oldest: ts, inclusive: false, limit: most };
  try {
    return (await call('conversations.history', after, Counted)).messages.length;
  } catch (error) {
    if (error instanceof SlackSaidNo && blind.includes(error.word)) return 'cannot-look';
    throw asFault('conversations.history', error);
  }
}

/** What a workspace keeps for its records stays, and is edited where it is. */
const kept: readonly string[] = ['cant_delete_message', 'compliance_exports_prevent_deletion'];

/** Takes a message of Davy's own away; one that is gone already needs no more. */
export async function takeAway(
  call: SlackCall,
  { channel, ts }: Parameters<Noticeboard['remove']>[0],
): ReturnType<Noticeboard['remove']> {
  try {
    await call('chat.delete', { channel, ts }, z.object({ ok: z.literal(true) }));
    return 'removed';
  } catch (error) {
    if (!(error instanceof SlackSaidNo)) throw asFault('chat.delete', error);
    if (error.word === 'message_not_found') return 'removed';
    if (kept.includes(error.word)) return 'kept';
    throw asFault('chat.delete', error);
  }
}

/** Davy asks for no right to read conversations with people. */
export function isPrivate(channel: string): boolean {
  return /^[DUW]/.test(channel);
}
