import { with_, without } from './copied-map.ts';
import type { Content, Entry, Ephemeral, Message } from './entry.ts';
import { keyOf } from './state-keys.ts';

/** Whom a message names. */
export type Mentions = Extract<Entry, { kind: 'posted' }>['mentions'];

type Said = {
  readonly messages: ReadonlyMap<string, Message>;
  readonly mentions: ReadonlyMap<string, Mentions>;
};

type MessageEntry = Extract<Entry, { kind: 'posted' | 'edited' | 'deleted' | 'reacted' }>;

/** What is said in the rooms after one more post, edit, deletion or reaction. */
export function changeMessages({ messages, mentions }: Said, entry: MessageEntry): Said {
  if (entry.kind === 'posted') {
    const key = keyOf(entry.message.channel, entry.message.ts);
    return {
      messages: with_(messages, key, { ...entry.message, version: entry.seq }),
      mentions: with_(mentions, key, entry.mentions),
    };
  }
  const key = keyOf(entry.channel, entry.ts);
  const message = messages.get(key);
  if (message === undefined) return { messages, mentions };
  switch (entry.kind) {
    case 'edited': {
      const edited = {
        ...recontent(message, entry.content),
        version: entry.seq,
        edited: entry.marked,
      };
      return { messages: with_(messages, key, edited), mentions };
    }
    case 'deleted':
      return { messages: without(messages, key), mentions: without(mentions, key) };
    case 'reacted':
      return {
        messages: with_(messages, key, {
          ...message,
          reactions: react(message, entry.name, entry.user),
        }),
        mentions,
      };
  }
}

/** What single people see beside the messages, after one more of them. */
export function changeWhispers(
  whispers: ReadonlyMap<string, Ephemeral>,
  entry: Extract<Entry, { kind: 'whispered' | 'whisper-edited' | 'whisper-deleted' }>,
): ReadonlyMap<string, Ephemeral> {
  if (entry.kind === 'whispered') {
    const key = keyOf(entry.ephemeral.channel, entry.ephemeral.ts);
    return with_(whispers, key, { ...entry.ephemeral, version: entry.seq });
  }
  const key = keyOf(entry.channel, entry.ts);
  const whisper = whispers.get(key);
  if (entry.kind === 'whisper-deleted' || whisper === undefined) return without(whispers, key);
  return with_(whispers, key, { ...recontent(whisper, entry.content), version: entry.seq });
}

/** Text without blocks takes the blocks away; what an edit does not name of the metadata stays. */
function recontent<Held extends Content>(held: Held, content: Content): Held {
  const { blocks: _gone, ...rest } = held;
  // The rest of a held message with new content is the same kind of held message.
  return { ...rest, ...content } as Held;
}

function react(message: Message, name: string, user: string): NonNullable<Message['reactions']> {
  const reactions = message.reactions ?? [];
  const mine = reactions.find((one) => one.name === name);
  const others = reactions.filter((one) => one.name !== name);
  return [...others, { name, users: [...(mine?.users ?? []), user] }];
}
