import type { State } from './state.ts';
import { keyOf } from './state-keys.ts';
import type { Workspace } from './workspace.ts';

/** A channel or DM as it is now. */
export type Room = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'im';
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly members: readonly string[];
  readonly topic: string;
};

/** Every room there is, DMs included. */
export function roomsOf(workspace: Workspace, state: State): readonly Room[] {
  const everyone = [...workspace.people.map((person) => person.id), workspace.bot.user];
  const channels = workspace.channels.map((channel): Room => ({
    id: channel.id,
    name: channel.name,
    kind: 'channel',
    isPrivate: channel.is_private === true,
    isArchived: channel.is_archived === true || state.archived.has(channel.id),
    members: everyone.filter(
      (user) => state.joined.get(keyOf(channel.id, user)) ?? channel.members.includes(user),
    ),
    topic: channel.topic ?? '',
  }));
  const dms = [...state.dms].map(([id, users]): Room => ({
    id,
    name: '',
    kind: 'im',
    isPrivate: true,
    isArchived: false,
    members: users,
    topic: '',
  }));
  return [...channels, ...dms];
}
