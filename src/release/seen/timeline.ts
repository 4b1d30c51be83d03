import type { Because } from '../state/because.ts';
import type { Event } from '../state/event.ts';
import type { Person } from '../state/people.ts';
import type { PersonEvent } from '../state/person-event.ts';
import type { Release } from '../state/release.ts';

/** One thing that somebody did, or that Davy did by itself: then nobody's name stands there. */
export type TimelineEntry = {
  readonly at: number;
  readonly did: PersonEvent['kind'] | 'called' | 'turned-round' | 'back' | 'live';
  readonly by: Person | null;
  /** Why, in their own words; what it was for, where Davy did it. */
  readonly why: string | Because | null;
};

type Recorded = { readonly at: number; readonly event: Event };

/** Who did what, when and why, the oldest first: what stays when all is over. */
export function timelineOf(
  releases: readonly Release[],
  recorded: readonly Recorded[],
): readonly TimelineEntry[] {
  return [...once(recorded).flatMap(said), ...releases.flatMap(byDavy)].sort((a, b) => a.at - b.at);
}

/** What began a release stands in its own record and in that of its pre-release: told once. */
function once(recorded: readonly Recorded[]): readonly Recorded[] {
  return [...new Map(recorded.map((one) => [JSON.stringify(one.event), one])).values()];
}

function said({ at, event }: Recorded): readonly TimelineEntry[] {
  switch (event.kind) {
    case 'declined':
    case 'proof-waived':
    case 'stopped':
    case 'return-started':
    case 'cancelled':
    case 'rollback-asked':
    case 'postponement-explained':
    case 'held':
    case 'errors-judged':
    case 'done-by-hand':
      return [{ at, did: event.kind, by: event.by, why: event.reason || null }];
    case 'prerelease-requested':
      return [{ at, did: event.kind, by: event.by, why: event.note || null }];
    case 'approved':
    case 'approval-undone':
    case 'approval-asked':
    case 'release-started':
    case 'postponed':
    case 'resumed':
    case 'owned':
    case 'retried':
    case 'answered':
    case 'tickets-retried':
      return [{ at, did: event.kind, by: event.by, why: null }];
    case 'paced':
      return [{ at, did: event.kind, by: event.by, why: event.to }];
    default:
      return [];
  }
}

/** What needed nobody's word; whatever a person did is told as theirs. */
function byDavy({ countdown, phase }: Release): readonly TimelineEntry[] {
  const called: readonly TimelineEntry[] = countdown
    ? [{ at: countdown.since, did: 'called', by: null, why: countdown.because }]
    : [];
  if (phase.kind === 'live') return [...called, { at: phase.at, did: 'live', by: null, why: null }];
  if (phase.kind !== 'rolled-back' && phase.kind !== 'failed') return called;
  const { harm, usersBackAt, by, because } = phase;
  return [
    ...called,
    ...(by === null && harm
      ? [{ at: harm.turned, did: 'turned-round', by: null, why: because } as const]
      : []),
    ...(usersBackAt === undefined
      ? []
      : [{ at: usersBackAt, did: 'back', by: null, why: null } as const]),
  ];
}
