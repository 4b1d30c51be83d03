import type { Server } from '../../../src/release/state/servers.ts';
import type { Machine } from './fleet.ts';

/** What a look says of one machine. `share`, `users`: as far as they could be read. */
export function shownAs(
  one: Machine,
  { share, users }: Pick<Server, 'share' | 'users'>,
  { now, guards }: { readonly now: number; readonly guards: boolean },
): Server {
  const { id, version, release, slot, joined, admits } = one;
  const state = one.state === 'gone' ? 'leaving' : one.state;
  const names = { id, version, release, slot };
  const isGuarded = guards ? one.protected : null;
  // Whoever would know does not answer: it may be anything.
  if (now < one.silentUntil)
    return {
      ...names,
      state: 'unknown',
      joined: false,
      admits: false,
      share: null,
      users: null,
      protected: isGuarded,
    };
  return { ...names, state, joined, admits, share, users, protected: isGuarded };
}
