/**
 * # src/engine/watch
 *
 * The lane that measures: asks the error tracker and the meter and tells what they said. A source
 * that is away is a missing reading.
 */

import { orNull } from '../../ports/or-null.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { WatchQuestion } from '../../ports/meter.ts';
import type { Judgement } from '../../release/state/judgement.ts';
import type { JudgeOptions } from '../../release/state/judge-options.ts';
import { countedBy } from '../../release/state/plan.ts';
import type { ErrorGroup, Reading } from '../../release/state/reading.ts';
import type { Release } from '../../release/state/release.ts';
import type { JudgedLook, PeopleHit } from '../../release/verdict/counted.ts';
import type { CountersRead } from '../../release/verdict/growth.ts';
import {
  judgementOf,
  learned,
  newSoak,
  type Soak,
  soakAfter,
  wantsHistory,
} from '../../release/verdict/soak.ts';
import type { HistoryBlock } from '../../release/verdict/spread.ts';
import type { WorkerContext } from '../worker-context.ts';

/** What one look asked the meter, and what was known before it. Null: it did not answer. */
type Counters = {
  readonly options: JudgeOptions;
  readonly before: Soak | null;
  readonly read: CountersRead | null;
  readonly history: readonly HistoryBlock[] | null;
};

/**
 * Asks what counters stand at, of releases that are counted; null for all others. At first
 * also what old servers counted the day before, which a release that goes back is not asked for:
 * the old servers are those it takes users away from.
 */
export async function countersOf(
  { ports, log }: WorkerContext,
  { id, kind, service, plan }: Release,
  question: WatchQuestion,
): Promise<Counters | null> {
  const options = countedBy(plan);
  if (options === null) return null;
  const { ledger, clock, meter } = ports;
  const before = await ledger.soak(id);
  const asked = meter(service);
  const learns = kind !== 'return' && wantsHistory(before, clock.now());
  const [read, history] = await Promise.all([
    orNull(
      () => asked.count(question, watchedIn(before)),
      ({ message: cause }) => log.warn({ cause }, 'nothing was counted: this look is a silence'),
    ),
    learns
      ? orNull(
          () => asked.history(question),
          ({ message: cause }) =>
            log.warn({ cause, learned: false }, 'old servers tell nothing of the day before yet'),
        )
      : null,
  ]);
  return { options, before, read, history };
}

/** What was counted once is counted always, or nobody could say what became of it. */
function watchedIn(before: Soak | null): readonly string[] {
  const { ruler, signals } = before?.state ?? { ruler: null, signals: [] };
  const known = (ruler?.measures ?? []).map(({ signal }) => signal);
  return [...new Set([...known, ...signals.map(({ name }) => name)])];
}

/**
 * Keeps what a look counted, and says what follows from all that was. A look that is not newer than
 * the last one, whoever took it, is told what that one said.
 */
export async function judgedBy(
  { ports: { ledger } }: WorkerContext,
  claim: Claim,
  release: Release,
  {
    at,
    readings,
    counters: { options, before, read, history },
  }: {
    readonly at: number;
    readonly readings: readonly Reading[];
    readonly counters: Counters;
  },
): Promise<Judgement> {
  const { id, plan } = release;
  const known = before ?? newSoak(options);
  const looks = before && history ? await ledger.looks(id, { after: -Infinity, most }) : [];
  const soaked = soakAfter(history ? learned(known, looks, history) : known, {
    at,
    read,
    people: peopleIn(readings),
    users: usersOf(release),
    isOldLeft: isOldLeft(release),
    everyMs: plan.lookEveryMs,
  });
  if (soaked.looks.length > 0) await ledger.saveSoak(claim, id, soaked);
  return judgementOf(soaked.soak);
}

/** More than any release has while its past may still be learned. */
const most = 10_000;

/** Each group once, whatever signals tell of it. */
function peopleIn(readings: readonly Reading[]): readonly PeopleHit[] {
  const groups = new Map(readings.flatMap(({ issues }) => issues.map((one) => [one.id, one])));
  return [...groups.values()].map((issue) => ({
    group: issue.id,
    fatal: issue.level === 'fatal',
    known: knownOf(issue),
    people: issue.users,
    oldPeople: issue.oldUsers ?? 0,
  }));
}

function knownOf({ known, what }: ErrorGroup): PeopleHit['known'] {
  if (known) return 'known';
  return what === 'escalating' ? 'other-stack' : 'new';
}

/**
 * How many users each side has, as one number: enough to tell how many people should meet an error
 * on each. Who is on which server says nothing of who stays, where users are moved.
 */
function usersOf({ seen }: Release): JudgedLook['users'] {
  const side = (side: 'new' | 'old', users: number | null | undefined) =>
    users === null || users === undefined ? [] : [{ side, server: '', value: users }];
  return [...side('new', seen?.newServers.users), ...side('old', seen?.oldServers.users)];
}

/** Whether everybody has moved, so that old servers are not what they were. */
function isOldLeft({ phase }: Release): boolean {
  const { kind } = phase.kind === 'stuck' ? phase.from : phase;
  return kind === 'watching' || kind === 'swapping' || kind === 'retiring';
}
