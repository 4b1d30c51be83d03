import type { Moves } from '../../release/state/served.ts';
import { count, many, percent, span, joined, toGo } from './amount.ts';
import { movers } from './served.ts';

/** The Home tab of one person. */
export const homeTexts = {
  spoken: 'Davy: what waits for you and what runs now.',
  updated: (at: string) => `Updated ${at}`,
  start: 'Start Pre-Release',
  settings: 'Notification Settings',
  hello: (service: string) =>
    'Davy brings a build to a few users, watches it, and asks before everyone gets it. ' +
    `Try \`/prerelease ${service}\` in a channel.`,
  exampleService: 'board',
  pick: 'Pick My Services',
  dismiss: 'Dismiss',
  calls: 'Needs somebody now',
  todo: 'See What to Do',
  spokenTodo: (name: string) => `See what to do about ${name}`,
  asks: 'Waiting for you',
  approve: (name: string) => `Approve ${name} for everyone`,
  review: 'Review',
  spokenReview: (name: string) => `Review the approval of ${name}`,
  nothing: (services: readonly string[]) =>
    'Nothing waits for you.' +
    (services.length === 0 ? '' : ` You will see approvals for ${joined(services)} here.`),
  week: 'The last 7 days',
  summary: 'Show Summary',
  changeSummary: 'Change Summary',
  running: 'Running now',
  actions: 'Actions',
  spokenActions: (name: string) => `Actions: hold, roll back or open the thread of ${name}`,
  services: 'Your services',
  columns: { service: 'Service', live: 'Live', line: 'In progress', week: 'Last 7 days' },
  unknown: 'unknown',
  counts: (live: number, rolledBack: number) =>
    `${count(live)} live${rolledBack === 0 ? '' : `, ${count(rolledBack)} rolled back`}`,
  more: (n: number) => `and ${count(n)} more: \`/release status\``,
  answers: (given: number, needed: number) => `${given} of ${needed}`,
  asked: (answers: string, who: string | null, since: string | null, soakMs: number) =>
    `${answers} approvals · asked by ${who ?? 'Davy'}` +
    `${since === null ? '' : ` since ${since}`} · soak of ${span(soakMs)} passed`,
  /** Where it stands, after its name. */
  state: {
    starting: 'starting servers',
    soaking: (leftMs: number | null) => `soaking, ${toGo(leftMs)}`,
    waiting: (answers: string) => `waits for approval, ${answers}`,
    approved: 'approved, its release is next',
    moving: (moved: string | null, batch: number, of: number) =>
      `releasing, ${moved === null ? '' : `${moved}, `}batch ${batch} of ${of}`,
    moved: (moved: number, all: number) => `${count(moved)} of ${many(all, 'user')}`,
    share: (share: number) => `${percent(share)} of traffic`,
    has: (less: number | null, moves: Moves) =>
      less === null && moves === 'users'
        ? 'everyone is on it'
        : `${less === null ? 'all' : `${percent(less)} of`} ` +
          `${movers(moves, 'are on', 'goes to')} it`,
    watching: (has: string) => `${has}, watched`,
    swapping: (has: string) => `${has}, singletons change over`,
    retiring: (has: string) => `${has}, old servers are retired`,
    'rolling-back': 'rolling back',
    stuck: 'stuck',
    queued: 'queued',
    carried: 'released',
    live: 'live',
    'rolled-back': 'rolled back',
    declined: 'declined',
    expired: 'expired',
    replaced: 'replaced',
    stopped: 'stopped',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  /** What is known of its health, and what stops it. */
  health: {
    countdown: (at: string, because: string) => `Users go back at ${at}: ${because}`,
    held: (until: string, who: string, reason: string) =>
      `On hold until ${until} by ${who}: ${reason}`,
    healthy: 'Healthy.',
    unhealthy: 'Failing.',
    undecided: 'Davy cannot tell whether it is healthy.',
    unmeasured: 'Nothing measured yet.',
  },
};
