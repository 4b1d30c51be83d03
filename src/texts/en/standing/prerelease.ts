import { many, span, joined, toGo } from '../amount.ts';

/** A pre-release, from its request to its approval for everybody. */
export const prereleaseStandingTexts = {
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
  soaking: (name: string, verdict: string, leftMs: number | null) =>
    `${name} is soaking: ${verdict}, ${toGo(leftMs)}`,
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
  /** A heading knows no zone of its reader: the time stands in the words below it. */
  queuedFor: (name: string, when: string, service: string) => ({
    headline: `${name} is approved for its slot`,
    state: 'Approved, waits for its slot',
    next: `Released ${when}; \`/release start ${service}\` releases it now`,
    action: '',
  }),
  held: (name: string, until: string, who: string, reason: string) => ({
    headline: `${name} is on hold`,
    state: `On hold by ${who}: ${reason}`,
    next: `Nothing moves until the hold ends at ${until}`,
    action: '',
  }),
};
