/**
 * # src/texts/en/standing
 *
 * Where a build or a release stands, in the words of its card.
 */

import { many } from '../amount.ts';

/** A build nobody has started, and what keeps it from being started. */
export const buildStandingTexts = {
  live: (name: string) => ({
    headline: `${name} is live`,
    state: 'Live',
    next: 'Nothing',
    action: '',
  }),
  served: (name: string, version: string, service: string | null) => ({
    headline: `${name} was live`,
    state: `Live before ${version}`,
    next: service === null ? 'Nothing' : `To go back to it: \`/rollback ${service}\``,
    action: '',
  }),
  barred: (name: string, because: string) => ({
    headline: `${name} is blocked`,
    state: `Blocked: ${because}`,
    next: 'A new build can be released',
    action: '',
  }),
  failedChecks: (name: string, failed: number) => ({
    headline: `${name} failed ${many(failed, 'check')}`,
    state: 'Not ready',
    next: 'A new build',
    action: '',
  }),
  awaitsImage: (name: string, tags: string, since: string) => ({
    headline: `${name} waits for its image`,
    state: `Waiting for its image since ${since}`,
    next: `An image tagged ${tags}`,
    action: 'Its image is looked for.',
  }),
  noImage: (name: string) => ({
    headline: `${name} has no image`,
    state: 'Not ready: no image of it was found',
    next: 'CI registers it with its image',
    action: '',
  }),
  locked: (name: string, service: string) => ({
    headline: `${name} waits: ${service} is locked`,
    state: `Waiting: ${service} is locked`,
    next: `Unlock it: \`/release unlock ${service}\``,
    action: `Unlock ${service} first with /release unlock ${service}.`,
  }),
  frozen: (name: string, service: string, utc: string, until: string, because: string) => ({
    headline: `${name} waits: ${service} is frozen`,
    state: `Waiting: ${service} is frozen`,
    next: `Frozen until ${until}: ${because}`,
    action: `${service} is frozen until ${utc}.`,
  }),
  unknown: (name: string, service: string) => ({
    headline: `${name} is registered`,
    state: 'Waiting: nobody said what is live',
    next: `Say it: \`/release live ${service} &lt;version&gt;\``,
    action: `Say what is live with /release live ${service}.`,
  }),
  older: (name: string, live: string) => ({
    headline: `${name} is older than ${live}, which is live`,
    state: `Older than ${live}`,
    next: `To try it all the same: \`/prerelease ${name} older\``,
    action: '',
  }),
  elsewhere: (name: string, line: string, because: string) => ({
    headline: `${name} is ready, but blocked on ${line}`,
    state: `Blocked on ${line}: ${because}`,
    next: 'Pre-release to a few users; you are asked once more',
    action: `It is blocked on ${line}; start it with /prerelease ${name} all the same.`,
  }),
  ready: (name: string) => ({
    headline: `${name} is ready to pre-release`,
    state: 'Waiting to start',
    next: 'Pre-release to a few users',
    action: `Start it from this message or with /prerelease ${name}.`,
  }),
};
