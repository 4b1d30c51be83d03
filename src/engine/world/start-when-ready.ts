import type { Claim } from '../../ports/ledger.ts';
import type { Event } from '../../release/state/event.ts';
import type { Server } from '../../release/state/servers.ts';
import { isNewestApproved } from '../../release/start/released-with.ts';
import { waitingFor } from '../../release/waiting-for.ts';
import type { Line } from '../../release/state/line.ts';
import type { Release } from '../../release/state/release.ts';
import { containedIn } from './ancestry.ts';
import type { WorkerContext } from '../worker-context.ts';

/**
 * An approved pre-release goes out by itself once nothing stands in its way. Answers the release as
 * it is now.
 */
export async function startWhenReady(
  context: WorkerContext,
  claim: Claim,
  servers: readonly Server[],
): Promise<Release | null> {
  const { ledger, clock } = context.ports;
  const release = await ledger.release(claim.key);
  if (
    !release ||
    release.kind !== 'prerelease' ||
    release.phase.kind !== 'approved' ||
    release.tried
  )
    return release;
  const line = await ledger.line(release.service);
  const others = (await ledger.open(release.service)).filter(
    (other) => other.id !== release.id && other.kind === 'prerelease',
  );
  if (
    line.moving ||
    waitingFor(line, release, clock.now()).length > 0 ||
    !isNewestApproved(release, others)
  )
    return release;
  const event = await startFacts(context, line, release, others, servers).catch(
    (cause: unknown) => {
      // The directory or the image store is away: nothing starts, and the next look asks again.
      context.log.warn(
        { release: release.id, cause: String(cause) },
        `${release.service} ${release.build.version} is approved, but Davy cannot check whether it may start`,
      );
      return null;
    },
  );
  if (!event) return release;
  const decision = await context.tell(
    { service: release.service, release: release.id, claim },
    event,
  );
  if (decision.kind === 'refused')
    context.log.warn(
      { release: release.id, code: decision.code, because: decision.because },
      `${release.service} ${release.build.version} is approved, but did not start`,
    );
  return ledger.release(claim.key);
}

async function startFacts(
  context: WorkerContext,
  line: Line,
  release: Release,
  others: readonly Release[],
  servers: readonly Server[],
): Promise<Event> {
  const { people, fleet, source, clock } = context.ports;
  const { service } = release;
  const [roster, imageFound, targetFound, carries] = await Promise.all([
    people.roster(context.teams(service)),
    fleet(service).findImage(service, release.build.image),
    line.live ? fleet(service).findImage(service, line.live.image) : false,
    containedIn(source, release.build, others),
  ]);
  const at = clock.now();
  const capacity = servers.filter(
    (server) => server.state === 'ready' && server.version === line.live?.version,
  ).length;
  return {
    kind: 'release-started',
    at,
    by: null,
    id: context.releaseId(`${release.id}:auto`),
    roster: { ...roster, at },
    imageFound,
    targetFound,
    capacity,
    carries,
  };
}
