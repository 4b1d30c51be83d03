import type { Block } from './blocks/block.ts';
import type { ViewBody } from './blocks/view.ts';

/** Who a post calls: people, groups, and whole rooms. */
export type Mentions = {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly rooms: readonly string[];
};

/** What an app ties to a post for itself. */
export type Metadata = {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
};

/** What a message says now. */
export type Content = {
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly metadata?: Metadata;
};

/** A message as everyone in the room sees it. */
export type Message = Content & {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly thread_ts?: string;
  readonly broadcast?: boolean;
  /** Set when words were changed without blocks: only then does Slack show a mark. */
  readonly edited?: boolean;
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
  /** The journal entry this version came from. */
  readonly version: number;
};

/** A message only one person sees. */
export type Ephemeral = Content & {
  readonly channel: string;
  readonly ts: string;
  readonly to: string;
  /** The bot, or `USLACKBOT` when Slack itself speaks. */
  readonly user: string;
  readonly thread_ts?: string;
  readonly version: number;
};

/** A form or Home tab as one person has it. */
export type View = {
  readonly id: string;
  readonly user: string;
  readonly body: ViewBody;
  readonly hash: string;
  readonly root: string;
  readonly previous?: string;
  readonly errors?: Readonly<Record<string, string>>;
};

/** A document of the app, as everybody who may reads it. */
export type Canvas = { readonly id: string; readonly title: string; readonly markdown: string };

/** One request to the app: what it was about, and how the app took it. */
export type Delivery = {
  readonly id: string;
  readonly what:
    'command' | 'block_actions' | 'view_submission' | 'view_closed' | 'event' | 'shortcut';
  readonly about: string;
  readonly user: string;
  readonly status?: number;
  readonly fault?: 'operation_timeout' | 'dispatch_failed' | 'outage';
  readonly ms: number;
  readonly retry?: number;
};

/**
 * Everything that can happen in the workspace, in the past tense; the state is the sum of these.
 */
export type Happening =
  | {
      readonly kind: 'posted';
      readonly message: Omit<Message, 'version'>;
      readonly mentions: Mentions;
    }
  | {
      readonly kind: 'edited';
      readonly channel: string;
      readonly ts: string;
      readonly thread?: string;
      readonly content: Content;
      readonly marked: boolean;
    }
  | { readonly kind: 'deleted'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'whispered'; readonly ephemeral: Omit<Ephemeral, 'version'> }
  | {
      readonly kind: 'whisper-edited';
      readonly channel: string;
      readonly ts: string;
      readonly to: string;
      readonly content: Content;
    }
  | {
      readonly kind: 'whisper-deleted';
      readonly channel: string;
      readonly ts: string;
      readonly to: string;
    }
  | {
      readonly kind: 'reacted';
      readonly channel: string;
      readonly ts: string;
      readonly user: string;
      readonly name: string;
    }
  | { readonly kind: 'joined'; readonly channel: string; readonly user: string }
  | { readonly kind: 'left'; readonly channel: string; readonly user: string }
  | { readonly kind: 'archived'; readonly channel: string }
  | { readonly kind: 'dm-opened'; readonly channel: string; readonly users: readonly string[] }
  | { readonly kind: 'view-opened'; readonly view: View }
  | { readonly kind: 'view-updated'; readonly view: View }
  | { readonly kind: 'view-closed'; readonly user: string; readonly ids: readonly string[] }
  | { readonly kind: 'home-published'; readonly view: View }
  | {
      readonly kind: 'read';
      readonly user: string;
      readonly channel: string;
      readonly thread?: string;
      readonly ts: string;
    }
  | ({ readonly kind: 'canvas' } & Canvas)
  | { readonly kind: 'canvas-opened'; readonly id: string; readonly channel: string }
  | { readonly kind: 'presence'; readonly user: string; readonly away: boolean }
  | { readonly kind: 'delivered'; readonly delivery: Delivery }
  | {
      readonly kind: 'refused';
      readonly method: string;
      readonly error: string;
      readonly channel?: string;
    }
  | { readonly kind: 'fault'; readonly fault: string; readonly on: boolean; readonly said: string };

/** One line of the journal: what happened, its number, and when in real time (ms). */
export type Entry = Happening & { readonly seq: number; readonly at: number };
