import type { Claim } from '../../ports/ledger.ts';
import type { WatchQuestion } from '../../ports/meter.ts';
import { averageUsers } from '../../release/state/exposure.ts';
import { notCounted } from '../../release/state/known-issue.ts';
import { isWatched } from '../../release/health/watched.ts';
import { isTakenOver } from '../../release/state/line.ts';
import type { Reading } from '../../release/state/reading.ts';
import type { Release } from '../../release/state/release.ts';
import { countersOf, judgedBy } from './count.ts';
import { keepErrors } from './errors.ts';
import { reconnectsOf } from './reconnects.ts';
import { beforeCall, realNow, type WorkerContext } from '../worker-context.ts';

/**
 * Watch lane: asks the error tracker and the meter, and tells what they say. A source that is away
 * is a missing reading, never a good one.
 */
export async function watchLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  const { ledger, clock, errors, meter } = context.ports;
  const release = await ledger.release(claim.key);
  if (!release || !isWatched(release)) return null;
  const { service } = release;
  const line = await ledger.line(service);
  // Whoever took it along watches both; what was measured here would be thrown away.
  if (isTakenOver(line, release)) return clock.now() + release.plan.lookEveryMs;
  await beforeCall(context, claim, `measure in ${release.phase.kind}`);
  const known = notCounted(await ledger.knownIssues(service), release, clock.now());
  const question = questionOf(
    release,
    line.live?.version ?? null,
    (at) => clock.wall(at),
    clock.now(),
    known,
  );
  const asked = realNow(clock);
  // Side by side: slow sources take as long as the slowest of them.
  const [said, measured, reconnects, counters] = await Promise.all([
    readOrSay('sentry', () => errors(service).read(question)),
    readOrSay('prometheus', () => meter(service).read(question)),
    reconnectsOf(context, release),
    countersOf(context, release, question),
  ]);
  context.at(`watch after measure in ${release.phase.kind}`);
  const at = clock.now();
  const since = realNow(clock) - asked;
  const readings = [...said, ...measured].map((reading) => ({
    ...reading,
    ageMs: reading.ageMs === null ? null : reading.ageMs + since,
  }));
  await ledger.saveReadings(release.id, at, readings);
  const judged = counters && (await judgedBy(context, claim, release, { at, readings, counters }));
  await context.tell(
    { service, release: release.id, claim },
    {
      kind: 'measured',
      at,
      readings,
      ...(reconnects ? { reconnects } : {}),
      ...(judged ? { judged } : {}),
    },
  );
  const next = clock.now() + release.plan.lookEveryMs;
  await keepErrors(context, claim, release, question, readings, at);
  return next;
}

function questionOf(
  release: Release,
  live: string | null,
  wall: (at: number) => number,
  now: number,
  known: readonly string[],
): WatchQuestion {
  const average = averageUsers(release.exposure, now - 4 * release.plan.lookEveryMs);
  const oldVersion = release.kind !== 'prerelease' ? (release.target?.version ?? null) : live;
  return {
    service: release.service,
    version: release.build.version,
    oldVersion,
    since: wall(release.at),
    until: wall(now),
    users: release.seen?.newServers.users ?? null,
    oldUsers: release.seen?.oldServers.users ?? null,
    exposure: average && { ...average, since: wall(average.since) },
    known,
  };
}

async function readOrSay(
  source: 'sentry' | 'prometheus',
  read: () => Promise<readonly Reading[]>,
): Promise<readonly Reading[]> {
  const name = source === 'sentry' ? 'Sentry' : 'Prometheus';
  try {
    return await read();
  } catch {
    return [
      {
        signal: name,
        unit: '',
        source,
        value: null,
        baseline: null,
        limit: { kind: 'max', value: 0 },
        ageMs: null,
        sample: null,
        missing: { kind: 'no-answer', system: name },
        issues: [],
      },
    ];
  }
}
