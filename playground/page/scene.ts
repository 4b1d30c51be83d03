import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { State } from '../slack/state.ts';
import type { Person } from '../slack/workspace.ts';
import type { Confirm } from '../slack/blocks/text.ts';
import type { Outcome, Shared } from './store.ts';

/** What the person looks at: a room, or the app's Home tab. */
export type Place = { readonly kind: 'room'; readonly channel: string } | { readonly kind: 'home' };

/** Everything a part of the page may need to draw itself and to act. */
export type Scene = {
  readonly shared: Shared;
  readonly me: Person;
  readonly state: State;
  readonly place: Place;
  readonly go: (place: Place) => void;
  readonly openThread: (channel: string, ts: string) => void;
  readonly act: (what: string, body: unknown) => Promise<Outcome>;
  /** Asks the person first; resolves to whether they said yes. */
  readonly ask: (confirm: Confirm) => Promise<boolean>;
};

const context = createContext<Scene | undefined>(undefined);

/** Gives the scene to everything inside. */
export const SceneProvider = context.Provider;

/** The scene a part is drawn in. */
export function useScene(): Scene {
  const scene = useContext(context);
  if (scene === undefined) throw new Error('nothing can be drawn outside a scene');
  return scene;
}

/** What people call somebody. */
export function nameOf(shared: Shared, user: string): string {
  const { bot, people } = shared.workspace;
  if (user === bot.user) return bot.real_name;
  if (user === 'USLACKBOT') return 'Slackbot';
  return people.find((person) => person.id === user)?.real_name ?? user;
}

/** The handle of a group, without its sign. */
export function handleOf(shared: Shared, group: string): string {
  return shared.workspace.groups.find((one) => one.id === group)?.handle ?? group;
}

/** The name of a channel, without its sign. */
export function channelName(shared: Shared, channel: string): string {
  return shared.workspace.channels.find((one) => one.id === channel)?.name ?? channel;
}
