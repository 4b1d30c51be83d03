import { with_ } from './copied-map.ts';
import type { Canvas, Entry, Ephemeral, Message, View } from './entry.ts';
import { keyOf, readKey } from './state-keys.ts';
import { changeMessages, changeWhispers, type Mentions } from './state-messages.ts';

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
  readonly mentions: ReadonlyMap<string, Mentions>;
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
    case 'view-closed':
      return { ...state, views: changeViews(state.views, entry) };
    case 'home-published':
      return { ...state, homes: with_(state.homes, entry.view.user, entry.view) };
    case 'read':
      return {
        ...state,
        read: with_(state.read, readKey(entry.user, entry.channel, entry.thread), entry.ts),
      };
    case 'canvas':
      return { ...state, canvases: with_(state.canvases, entry.id, canvasOf(entry)) };
    case 'presence':
      return { ...state, away: changeAway(state.away, entry) };
    case 'fault':
      return { ...state, troubles: changeTroubles(state.troubles, entry) };
    case 'delivered':
    case 'refused':
    case 'canvas-opened':
      return state;
  }
}

function changeViews(
  views: State['views'],
  entry: Extract<Entry, { kind: 'view-opened' | 'view-updated' | 'view-closed' }>,
): State['views'] {
  if (entry.kind !== 'view-closed') return with_(views, entry.view.id, entry.view);
  return new Map([...views].filter(([id]) => !entry.ids.includes(id)));
}

function canvasOf({ id, title, markdown }: Extract<Entry, { kind: 'canvas' }>): Canvas {
  return { id, title, markdown };
}

function changeAway(
  before: State['away'],
  { user, away }: Extract<Entry, { kind: 'presence' }>,
): State['away'] {
  const others = [...before].filter((one) => one !== user);
  return new Set([...others, ...(away ? [user] : [])]);
}

function changeTroubles(
  troubles: State['troubles'],
  { fault, on }: Extract<Entry, { kind: 'fault' }>,
): State['troubles'] {
  if (on) return new Set([...troubles, fault]);
  return new Set([...troubles].filter((one) => fault !== 'all' && one !== fault));
}
