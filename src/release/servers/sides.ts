import { isHere, type Server } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';

/**
 * The servers a release brought, those it stands against, and its own that are being destroyed.
 * Other canaries belong to none.
 */
export type Sides = {
  readonly newServers: readonly Server[];
  readonly oldServers: readonly Server[];
  readonly gone: readonly Server[];
};

/**
 * Splits a fleet for one release. A server launched again during a rollback carries the release's
 * tag but the old version, so version decides before tag. Canaries that go out with a release count
 * as old: their users move with everybody else's.
 */
export function sidesOf(line: Line, release: Release, servers: readonly Server[]): Sides {
  const gone = servers.filter(
    (server) => server.state === 'leaving' && server.release === release.id,
  );
  const here = servers.filter(isHere);
  const newServers = here.filter(
    (server) => server.release === release.id && server.version === release.build.version,
  );
  if (release.kind === 'prerelease') {
    const others = here.filter((server) => !newServers.includes(server));
    return {
      newServers,
      oldServers: others.filter(
        (server) => server.version === line.live?.version || isNextHome(line, release, server),
      ),
      gone,
    };
  }
  const carried = here.filter((server) => release.carries.includes(server.release));
  const target = here.filter(
    (server) => server.version === release.target?.version && !carried.includes(server),
  );
  const { phase } = release;
  // A failed start leaves the canary where it is; a rollback takes it along.
  if (phase.kind === 'rolling-back')
    return {
      newServers: phase.end === 'rolled-back' ? [...newServers, ...carried] : newServers,
      oldServers: target,
      gone,
    };
  return { newServers, oldServers: [...target, ...carried], gone };
}

/** Whether some server may be anything now: nothing goes forward by such a look. */
export function isUnsure({ newServers, oldServers }: Sides): boolean {
  return [...newServers, ...oldServers].some((server) => !isShown(server));
}

/**
 * The sides as they say how far a release may go. A return is a way back: a bad server that may be
 * anything holds it up only where old servers are to be let go.
 */
export function sidesThatCount({ kind, phase }: Release, sides: Sides): Sides {
  if (kind !== 'return' || phase.kind === 'retiring') return sides;
  return { ...sides, oldServers: sides.oldServers.filter(isShown) };
}

/** Whether a server can be named in a call: one that nobody sees would make all of it fail. */
export function isShown({ state }: Server): boolean {
  return state !== 'unknown';
}

/**
 * Users of canaries that stand on the old side of their release and run its build: what they meet
 * is the new build's doing.
 */
export function carriedUsers({ build }: Release, { oldServers }: Sides): number {
  return oldServers.reduce(
    (sum, server) => sum + (server.version === build.version ? (server.users ?? 0) : 0),
    0,
  );
}

/** While a release moves, a canary's users go to whichever side of it takes them. */
function isNextHome({ moving }: Line, { phase }: Release, server: Server): boolean {
  return phase.kind === 'rolling-back' && moving?.release === server.release;
}
