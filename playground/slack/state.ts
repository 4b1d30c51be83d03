import type { Canvas, Content, Entry, Ephemeral, Message, View } from './entry.ts';

/** What the workspace looks like now; the server and the page both keep one by the same rules. */
export type State = {
  readonly seq: number;
  readonly messages: ReadonlyMap<string, Message>;
  readonly whispers: ReadonlyMap<string, Ephemeral>;
  readonly views: ReadonlyMap<string, View>;
  readonly homes: ReadonlyMap<string, View>;
  readonly dms: ReadonlyMap<string, readonly string[]>;
  readonly joined: ReadonlyMap<string, boolean>;
  readonly archived: ReadonlySet<string>;
  readonly read: ReadonlyMap<string, string>;
  readonly mentions: ReadonlyMap<string, Extract<Entry, { kind: 'posted' }>['mentions']>;
  readonly canvases: ReadonlyMap<string, Canvas>;
  /** People who are not at their desk. */
  readonly away: ReadonlySet<string>;
  /** The kinds of faults that are on. */
  readonly troubles: ReadonlySet<string>;
};

/** Nobody has said anything yet. */
export function emptyState(): State {
  return {
    seq: 0,
    messages: new Map(),
    whispers: new Map(),
    views: new Map(),
    homes: new Map(),
    dms: new Map(),
    joined: new Map(),
    archived: new Set(),
    read: new Map(),
    mentions: new Map(),
    canvases: new Map(),
    away: new Set(),
    troubles: new Set(),
  };
}

/** Where a message or a membership is kept: one room, one time stamp or person. */
export const keyOf = (channel: string, ts: string) => `${channel}:${ts}`;

/** Where the mark of what somebody has read is kept. */
export const readKey = (user: string, channel: string, thread?: string) =>
  [user, channel, ...(thread === undefined ? [] : [thread])].join(':');

/** The workspace after one more thing happened. */
export function apply(state: State, entry: Entry): State {
  return { ...change(state, entry), seq: entry.seq };
}

function change(state: State, entry: Entry): State {
  switch (entry.kind) {
    case 'posted':
    case 'edited':
    case 'deleted':
    case 'reacted':
      return { ...state, ...changeMessages(state, entry) };
    case 'whispered':
    case 'whisper-edited':
    case 'whisper-deleted':
      return { ...state, whispers: changeWhispers(state.whispers, entry) };
    case 'joined':
    case 'left':
      return {
        ...state,
        joined: with_(state.joined, keyOf(entry.channel, entry.user), entry.kind === 'joined'),
      };
    case 'archived':
      return { ...state, archived: new Set([...state.archived, entry.channel]) };
    case 'dm-opened':
      return { ...state, dms: with_(state.dms, entry.channel, entry.users) };
    case 'view-opened':
    case 'view-updated':
      return { ...state, views: with_(state.views, entry.view.id, entry.view) };
    case 'view-closed':
      return {
        ...state,
        views: new Map([...state.views].filter(([id]) => !entry.ids.includes(id))),
      };
    case 'home-published':
      return { ...state, homes: with_(state.homes, entry.view.user, entry.view) };
    case 'read':
      return {
        ...state,
        read: with_(state.read, readKey(entry.user, entry.channel, entry.thread), entry.ts),
      };
    case 'canvas':
      return {
        ...state,
        canvases: with_(state.canvases, entry.id, {
          id: entry.id,
          title: entry.title,
          markdown: entry.markdown,
        }),
      };
    case 'presence':
      return {
        ...state,
        away: new Set([
          ...[...state.away].filter((user) => user !== entry.user),
          ...(entry.away ? [entry.user] : []),
        ]),
      };
    case 'fault':
      return { ...state, troubles: changeTroubles(state.troubles, entry) };
    case 'delivered':
    case 'refused':
    case 'canvas-opened':
      return state;
  }
}

type MessageEntry = Extract<Entry, { kind: 'posted' | 'edited' | 'deleted' | 'reacted' }>;

function changeMessages(state: State, entry: MessageEntry): Pick<State, 'messages' | 'mentions'> {
  const { messages, mentions } = state;
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

function changeWhispers(
  whispers: State['whispers'],
  entry: Extract<Entry, { kind: 'whispered' | 'whisper-edited' | 'whisper-deleted' }>,
) {
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

function changeTroubles(
  troubles: State['troubles'],
  { fault, on }: Extract<Entry, { kind: 'fault' }>,
): State['troubles'] {
  if (on) return new Set([...troubles, fault]);
  return new Set([...troubles].filter((one) => fault !== 'all' && one !== fault));
}

function react(message: Message, name: string, user: string): NonNullable<Message['reactions']> {
  const reactions = message.reactions ?? [];
  const mine = reactions.find((one) => one.name === name);
  const others = reactions.filter((one) => one.name !== name);
  return [...others, { name, users: [...(mine?.users ?? []), user] }];
}

function with_<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
  value: Value,
): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value);
}

function without<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
