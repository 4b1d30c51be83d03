import { many, span } from './amount.ts';
import { listed } from './sentence.ts';

/** Three sentences for whoever has twenty seconds: what reached users, what broke, what waits. */
export const briefTexts = {
  reached: 'Reached users',
  broke: 'Broke',
  waits: 'Waits',
  said: (name: string, what: string) => `*${name}:* ${what}`,
  nothingReached: 'no release.',
  nothing: 'nothing.',
  /** `3 releases: saved carts (web 2), fewer retries (mail 1).` */
  releases: (n: number, gists: readonly string[], more: number) => {
    const all = more > 0 ? [...gists, `${more} more`] : gists;
    return `${many(n, 'release')}${gists.length === 0 ? '' : `: ${listed(all)}`}.`;
  },
  gist: (what: string, name: string) => `${what} (${name})`,
  broken: (
    name: string,
    because: string,
    users: string | null,
    ms: number | null,
    fixedBy: string | null,
    isGoingBack: boolean,
  ) =>
    `${name}: ${because}` +
    (users === null ? '' : `; ${users} met it`) +
    (ms === null ? '' : `, back after ${span(ms)}`) +
    (isGoingBack
      ? '; going back now.'
      : `; ${fixedBy === null ? 'not fixed yet' : `fixed by ${fixedBy}`}.`),
  more: (n: number) => `And ${n} more.`,
  wait: {
    locked: (name: string) => `${name} is locked`,
    frozen: (name: string) => `${name} is frozen`,
    approval: (name: string, teams: readonly string[]) =>
      `${name} for approval${teams.length === 0 ? '' : ` by ${listed(teams)}`}`,
    start: (name: string) => `${name} is approved and not started`,
    held: (name: string) => `${name} is on hold`,
    stuck: (name: string) => `${name} is stuck`,
  },
  waiting: (what: string, owner: string | null, since: string) =>
    `${what} (${owner === null ? '' : `${owner}, `}since ${since}).`,
};
