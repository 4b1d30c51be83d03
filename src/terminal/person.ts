import type { Person } from '../release/state/people.ts';

/** Who the system says is at the terminal, and of which machine. */
export type SystemUser = { readonly user: string; readonly host: string };

/**
 * Whoever speaks: the person of Slack that davy.yml names for this user, else somebody who is in no
 * team. The name says in every message that it was not said in Slack.
 */
export function speaker({ user }: SystemUser, named: Readonly<Record<string, string>>): Person {
  const id = Object.hasOwn(named, user) ? named[user] : undefined;
  return { id: id ?? `terminal:${user}`, name: `${user} at the terminal` };
}
