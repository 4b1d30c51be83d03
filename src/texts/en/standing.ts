import { count, left, many, percent, span, joined } from './amount.ts';

/**
 * Where a build stands: the words of its card. Headlines are plain; the rest may hold markup, and
 * its values are escaped before they come here.
 */
export const standingTexts = {
  build: {
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
    ready: (name: string) => ({
      headline: `${name} is ready to pre-release`,
      state: 'Waiting to start',
      next: 'Pre-release to a few users',
      action: `Start it from this message or with /prerelease ${name}.`,
    }),
  },
  prerelease: {
    requested: (name: string, servers: number) => ({
      headline: `${name} waits to start its pre-release`,
      state: 'Waiting for its turn',
      next: `Start ${many(servers, 'server')}`,
      action: '',
    }),
    queued: (name: string, servers: number) => ({
      headline: `${name} is queued for its pre-release`,
      state: 'Waiting: another pre-release is in production',
      next: `Start ${many(servers, 'server')} when that one has left`,
      action: '',
    }),
    starting: (name: string, soakMs: number) => ({
      headline: `${name} is going to a few users`,
      state: 'Running',
      next: `Soak for ${span(soakMs)}`,
      action: '',
    }),
    soaking: (name: string, verdict: string, leftMs: number) =>
      `${name} is soaking: ${verdict}, ${left(leftMs)} left`,
    nextApproval: (teams: readonly string[], given: number, needed: number) =>
      `Approval by ${joined(teams)}${given === 0 ? '' : `, ${given} of ${needed} given early`}`,
    nextRelease: 'Release to all users',
    waiting: (name: string, given: number, needed: number, teams: readonly string[]) => ({
      headline: `${name} waits for approval, ${given} of ${needed}`,
      state: `Waiting for ${joined(teams)}`,
      next: 'Release to all users',
      action: 'Approve or decline it in the thread.',
    }),
    approved: (name: string) => ({
      headline: `${name} is approved for everyone`,
      state: 'Approved',
      next: 'Release to all users',
      action: '',
    }),
    queuedFor: (name: string, slot: string, when: string, service: string) => ({
      headline: `${name} will be released ${slot}`,
      state: 'Approved, waits for its slot',
      next: `Released ${when}; \`/release start ${service}\` releases it now`,
      action: '',
    }),
    held: (name: string, until: string, who: string, reason: string) => ({
      headline: `${name} is on hold until ${until}`,
      state: `On hold by ${who}: ${reason}`,
      next: 'Nothing moves until the hold ends',
      action: '',
    }),
  },
  carried: {
    along: (versions: readonly string[]) => `Releases ${joined(versions)}, too`,
    going: (headline: string, carrier: string) => ({
      headline,
      state: `Running: released with ${carrier}`,
      next: `Released when ${carrier} is live`,
      action: '',
    }),
    out: (headline: string, carrier: string) => ({
      headline,
      state: `Released with ${carrier}`,
      next: 'Nothing',
      action: '',
    }),
    back: (headline: string, carrier: string, target: string) => ({
      headline,
      state: `Going back: rolled back with ${carrier}`,
      next: `All users go back to ${target}`,
      action: '',
    }),
  },
  release: {
    starting: (going: string, servers: number, batches: number) => ({
      headline: `${going}: starting ${many(servers, 'server')}`,
      state: 'Running',
      next: `Move users in ${many(batches, 'batch', 'batches')}`,
      action: '',
    }),
    goingOut: (name: string) => `${name} is releasing`,
    goingBack: (service: string, version: string) => `${service} is rolling back to ${version}`,
    moving: (going: string, moved: string, batch: number, of: number) => ({
      headline: `${going}: ${moved}`,
      state: `Running, batch ${batch} of ${of}`,
    }),
    nextBatch: (share: number, afterMs: number) =>
      `${percent(share)} of users after ${span(afterMs)}`,
    nextWatch: (ms: number) => `Watch for ${span(ms)}`,
    watching: (name: string, watchMs: number) => ({
      headline: `${name} has all users`,
      state: `Running, watched for ${span(watchMs)}`,
      next: 'Old servers are retired',
      action: '',
    }),
    retiring: (name: string) => ({
      headline: `${name} has all users`,
      state: 'Running, old servers are being retired',
      next: 'Live',
      action: '',
    }),
    held: (name: string, share: number | null, until: string, who: string, reason: string) => ({
      headline:
        share === null
          ? `${name} is on hold until ${until}`
          : `${name} is on hold at ${percent(share)} until ${until}`,
      state: `On hold by ${who}: ${reason}`,
      next: 'It goes on when the hold ends',
      action: '',
    }),
    moved: (moved: number, all: number) => `${count(moved)} of ${many(all, 'user')}`,
    uncounted: 'users could not be counted',
    counting: 'users are being counted',
  },
  pending: {
    countdown: (name: string, at: string, because: string) => ({
      headline: `${name} rolls back at ${at}`,
      state: `Failing: ${because}`,
      next: 'Rolls back unless postponed',
      action: 'Postpone it or roll back now in its thread.',
    }),
    postponed: (name: string, until: string, who: string) => ({
      headline: `Rollback of ${name} is postponed until ${until}`,
      state: `Postponed by ${who}`,
      next: 'Rolls back then, unless it is healthy',
      action: '',
    }),
    stuck: (name: string, because: string) => ({
      headline: `${name} is stuck and needs a person`,
      state: `Stuck: ${because}`,
      next: 'Retry, roll back, or finish it by hand',
      action: 'Open its thread.',
    }),
  },
  back: {
    alarming: (name: string, who: string | null, because: string) => ({
      headline: `${name} is rolling back`,
      state:
        who === null ? `Rolling back: ${because}` : `Rolling back, asked by ${who}: ${because}`,
    }),
    quietly: (name: string, because: string) => ({
      headline: `${name} is being stopped`,
      state: `Going back: ${because}`,
    }),
    usersGo: (target: string) => `All users go back to ${target}; then its servers are retired`,
    usersAre: (target: string) => `All users are back on ${target}; then its servers are retired`,
    unknownTarget: 'the version before',
  },
  ended: {
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
  },
};
