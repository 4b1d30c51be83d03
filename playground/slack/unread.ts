import type { Message } from './entry.ts';
import type { State } from './state.ts';
import { keyOf, readKey } from './state-keys.ts';

/** How much a person has not read in one room, and how much of it calls them. */
export type Unread = { readonly unread: number; readonly mentions: number };

/**
 * Counts what is new to a person, room by room: posts, and thread replies only where they take part
 * or are called.
 */
export function unreadOf(
  state: State,
  user: string,
  groups: readonly string[],
): ReadonlyMap<string, Unread> {
  const counts = new Map<string, Unread>();
  const calls = (message: Message) => calledIn(state, message, user, groups);
  const followed = followedThreads(state, user, calls);
  for (const message of state.messages.values()) {
    if (message.user === user || !isNew(state, user, message)) continue;
    const inThreadOnly = message.thread_ts !== undefined && message.broadcast !== true;
    const called = calls(message);
    if (inThreadOnly && !called && !followed.has(keyOf(message.channel, message.thread_ts ?? '')))
      continue;
    const { unread, mentions } = counts.get(message.channel) ?? { unread: 0, mentions: 0 };
    counts.set(message.channel, { unread: unread + 1, mentions: mentions + (called ? 1 : 0) });
  }
  return counts;
}

/**
 * Whether a message calls a person: by name, by group, by room, or because it is in their own DM.
 */
export function calledIn(
  state: State,
  message: Message,
  user: string,
  groups: readonly string[],
): boolean {
  const mentions = state.mentions.get(keyOf(message.channel, message.ts));
  if (state.dms.has(message.channel)) return true;
  if (mentions === undefined) return false;
  return (
    mentions.users.includes(user) ||
    mentions.rooms.length > 0 ||
    mentions.groups.some((group) => groups.includes(group))
  );
}

/** Whether a message came after what a person last looked at. */
export function isNew(state: State, user: string, message: Message): boolean {
  const seenIn = (thread?: string) =>
    message.ts <= (state.read.get(readKey(user, message.channel, thread)) ?? '');
  if (message.thread_ts === undefined) return !seenIn();
  return !seenIn(message.thread_ts) && !(message.broadcast === true && seenIn());
}

function followedThreads(
  state: State,
  user: string,
  calls: (message: Message) => boolean,
): ReadonlySet<string> {
  const takesPart = [...state.messages.values()].filter(
    (message) => message.user === user || calls(message),
  );
  return new Set(
    takesPart.map((message) => keyOf(message.channel, message.thread_ts ?? message.ts)),
  );
}
