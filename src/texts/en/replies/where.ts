import type { End, Phase } from '../../../release/state/phase.ts';
import type { Verdict } from '../../../release/state/verdict.ts';
import type { Moves } from '../../../release/state/served.ts';
import type { TextPart } from '../../part.ts';
import { count, many, percent, span, users, toGo } from '../amount.ts';
import { dot, listed } from '../sentence.ts';

const verdicts: { readonly [Kind in Verdict['kind']]: string } = {
  healthy: 'healthy',
  unhealthy: 'unhealthy',
  undecided: 'undecided',
};

/** `, healthy`: nothing while nothing was measured. */
const looks = (verdict: Verdict['kind'] | null): string =>
  verdict === null ? '' : `, ${verdicts[verdict]}`;

const ends: { readonly [Kind in End]: string } = {
  'rolled-back': 'was rolled back',
  declined: 'was declined',
  expired: 'expired',
  replaced: 'was replaced',
  stopped: 'was stopped',
  failed: 'failed',
  cancelled: 'was cancelled',
};

/** Where a release stands, in a sentence of its own. */
export const whereReplies = {
  queued: (name: string) =>
    `${name} is queued and starts when the pre-release before it has left production.`,
  requested: (name: string) => `${name} was asked for and starts soon.`,
  launching: (name: string) => `${name}: servers are starting.`,
  joining: (name: string) => `${name}: servers are joining the load balancer.`,
  configuring: (name: string) => `${name}: servers are being configured.`,
  soaking: (name: string, verdict: Verdict['kind'] | null, leftMs: number | null) =>
    `${name} is soaking${looks(verdict)}: ${toGo(leftMs)}.`,
  waiting: (name: string, verdict: Verdict['kind'] | null) =>
    `${name} has soaked and waits for approval${looks(verdict)}.`,
  approved: (name: string) => `${name} is approved and waits to be released.`,
  goesOut: (name: string) => `${name} is going out with the release that moves.`,
  carried: (name: string) => `${name} was released.`,
  verifying: (name: string) => `${name}: new servers are being verified.`,
  migrating: (
    name: string,
    batch: number,
    batches: number,
    moved: { readonly users: number; readonly of: number } | { readonly share: number } | null,
    verdict: Verdict['kind'] | null,
  ) =>
    `${name} is releasing: batch ${batch} of ${batches}` +
    (moved === null
      ? ''
      : 'share' in moved
        ? `, ${percent(moved.share)} of traffic moved`
        : `, ${count(moved.users)} of ${users(moved.of)} moved`) +
    `${looks(verdict)}.`,
  /** `less`: the share it was seen with, where it should have all and has not. */
  serves: (name: string, less: number | null, moves: Moves) =>
    less === null ? `${name} serves everyone` : `${name} has ${percent(less)} of ${moves}`,
  watching: (serves: string, verdict: Verdict['kind'] | null) =>
    `${serves} and is being watched${looks(verdict)}.`,
  swapping: (serves: string, done: number, of: number) =>
    `${serves}; ${done} of ${many(of, 'singleton')} changed over.`,
  retiring: (serves: string) => `${serves}; the old servers are leaving.`,
  /** What stops it, after where it stands. */
  held: (until: number, who: string, reason: string): readonly TextPart[] => [
    ' It is on hold until ',
    { at: until },
    dot(` by ${who}: ${reason}`),
  ],
  rollsBack: (at: number, because: string): readonly TextPart[] => [
    ' It rolls back at ',
    { at },
    dot(` unless postponed: ${because}`),
  ],
  postponed: (until: number, who: string): readonly TextPart[] => [
    ` ${who} postponed its rollback until `,
    { at: until },
    '.',
  ],
  announcing: (name: string) => `${name} is live; it is being announced.`,
  live: (name: string, at: number): readonly TextPart[] => [`${name} is live since `, { at }, '.'],
  rollingBack: (name: string, ms: number, because: string) =>
    dot(`${name} is rolling back for ${span(ms)}: ${because}`),
  stuck: (name: string, because: string) =>
    `${dot(`${name} is stuck: ${because}`)} A person must retry, roll back or finish it by hand.`,
  ended: (name: string, end: End, at: number, because: string): readonly TextPart[] => [
    `${name} ${ends[end]} at `,
    { at },
    because === '' ? '.' : dot(`: ${because}`),
  ],
  startedBy: (who: string) => dot(`Started by ${who}`),
  approvedBy: (who: readonly string[]) => dot(`Approved by ${listed(who)}`),
  id: (id: string) => `Id: ${id}.`,
  /** What a build brings, to begin a list with. */
  changes: (changes: number, care: readonly string[]) =>
    `${many(changes, 'change')}${care.length > 0 ? ` (needs care: ${care.join(', ')})` : ''}`,
  goingAway: (changes: number) => `${many(changes, 'change')} no longer included`,
  states: {
    queued: 'Queued',
    requested: 'Requested',
    launching: 'Launching',
    joining: 'Joining',
    configuring: 'Configuring',
    soaking: 'Soaking',
    waiting: 'Waiting',
    approved: 'Approved',
    carried: 'Released',
    verifying: 'Verifying',
    migrating: 'Migrating',
    watching: 'Watching',
    swapping: 'Swapping singletons',
    retiring: 'Retiring',
    announcing: 'Announcing',
    live: 'Live',
    'rolling-back': 'Rolling back',
    stuck: 'Stuck',
    'rolled-back': 'Rolled back',
    declined: 'Declined',
    expired: 'Expired',
    replaced: 'Replaced',
    stopped: 'Stopped',
    failed: 'Failed',
    cancelled: 'Cancelled',
  } satisfies { readonly [Kind in Phase['kind']]: string },
};
