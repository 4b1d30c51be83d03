import type { Claim } from '../ports.ts';
import type { Event } from '../release/event.ts';
import type { Server } from '../release/fleet.ts';
import { unmet } from '../release/guards.ts';
import type { Line } from '../release/line.ts';
import type { Release } from '../release/release.ts';
import type { Shop } from './shop.ts';

/** An approved pre-release goes out by itself once nothing stands in its way. Answers the release as it is now. */
export async function startWhenReady(shop: Shop, claim: Claim, servers: readonly Server[]): Promise<Release | null> {
  const { ledger, clock } = shop.ports;
  const release = await ledger.release(claim.key);
  if (!release || release.kind !== 'prerelease' || release.phase.kind !== 'approved' || release.tried) return release;
  const line = await ledger.line(release.service);
  if (line.moving || unmet(line, release, clock.now()).length > 0) return release;
  const event = await startFacts(shop, line, release, servers).catch((cause: unknown) => {
    // The directory or the image store is away: nothing starts, and the next look asks again.
    shop.log.warn({ release: release.id, cause: String(cause) }, `${release.service} ${release.build.version} is approved, but Davy cannot check whether it may start`);
    return null;
  });
  if (!event) return release;
  const decision = await shop.tell({ service: release.service, release: release.id, claim }, event);
  if (decision.kind === 'refused') shop.log.warn({ release: release.id, code: decision.code }, decision.because);
  return ledger.release(claim.key);
}

async function startFacts(shop: Shop, line: Line, release: Release, servers: readonly Server[]): Promise<Event> {
  const { people, fleet, clock } = shop.ports;
  const { service } = release;
  const [roster, imageFound, targetFound] = await Promise.all([
    people.roster(shop.teams(service)),
    fleet(service).findImage(service, release.build.image),
    line.live ? fleet(service).findImage(service, line.live.image) : false,
  ]);
  const at = clock.now();
  const capacity = servers.filter((server) => server.state === 'ready' && server.version === line.live?.version).length;
  return { kind: 'release-started', at, by: null, id: shop.releaseId(`${release.id}:auto`), roster: { ...roster, at }, imageFound, targetFound, capacity };
}
