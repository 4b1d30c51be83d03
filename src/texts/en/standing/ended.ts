import { span } from '../amount.ts';

/** What came of it, once nothing follows. */
export const endedStandingTexts = {
  live: (name: string, at: string, again: boolean) => ({
    headline: again ? `${name} is live again for all users` : `${name} is live for all users`,
    state: `Live since ${at}`,
    next: 'Nothing',
  }),
  carried: (name: string) => ({
    headline: `${name} was released to everyone`,
    state: 'Released',
    next: 'Nothing',
  }),
  rolledBack: (
    name: string,
    target: string,
    who: string | null,
    because: string,
    unlock: string | null,
  ) => ({
    headline: `${name} was rolled back, ${target} is live`,
    state: who === null ? `Rolled back: ${because}` : `Rolled back by ${who}: ${because}`,
    next: unlock === null ? 'Nothing' : `Unlock: \`/release unlock ${unlock}\``,
  }),
  declined: (name: string, plainWho: string | null, who: string | null, because: string) => ({
    headline: plainWho === null ? `${name} was declined` : `${name} was declined by ${plainWho}`,
    state: who === null ? `Declined: ${because}` : `Declined by ${who}: ${because}`,
    next: 'A new build',
  }),
  expired: (name: string, ms: number) => ({
    headline: `${name} got no approval`,
    state: `Not released: no approval in ${span(ms)}`,
    next: 'It can be pre-released again',
  }),
  replaced: (name: string, because: string) => ({
    headline: `${name} was replaced`,
    state: `Never released: ${because}`,
    next: 'Nothing',
  }),
  stopped: (name: string, plainWho: string | null, who: string | null, because: string) => ({
    headline: plainWho === null ? `${name} was stopped` : `${name} was stopped by ${plainWho}`,
    state: who === null ? `Stopped: ${because}` : `Stopped by ${who}: ${because}`,
    next: 'It can be pre-released again',
  }),
  cancelled: (name: string, who: string | null, because: string) => ({
    headline: `The release of ${name} was cancelled`,
    state:
      who === null
        ? `Cancelled, no users were moved: ${because}`
        : `Cancelled by ${who}, no users were moved: ${because}`,
    next: 'It can be released again',
  }),
  leftLine: (name: string, who: string | null, because: string) => ({
    headline: `${name} left the queue`,
    state: who === null ? `Cancelled: ${because}` : `Cancelled by ${who}: ${because}`,
    next: 'It can be pre-released again',
  }),
  failed: (name: string, target: string, because: string) => ({
    headline: `${name} failed, ${target} is live`,
    state: `Failed: ${because}`,
    next: `All users are on ${target}`,
  }),
};
