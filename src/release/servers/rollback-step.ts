import { hasUsers, isReachable, isServing, type Server } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import type { RollingBack } from '../state/phase.ts';
import { launch, missingOld } from './launch-orders.ts';
import { isShown, type Sides } from './sides.ts';
import { isSwappingBack, swapBackStep } from './swap-back.ts';
import { areLost, steerBack } from './steer-back.ts';
import { admit, close, ids, prepare, ready, retire, type Step, usersOn } from './step.ts';
import { byTurns } from './turns.ts';

/** A rollback moves at most this share of the remaining users at a time. */
const widthMax = 0.5;

/**
 * The way back: keep the old servers, start again those that are gone, open them, close the new
 * ones, bring the users back as far as the old side can carry them, then the jobs that must never
 * run twice, and only then let the new servers go. What does not take effect holds up nothing else:
 * after a while of keeping to that order, what is left to be done takes turns.
 */
export function rollbackStep(
  line: Line,
  release: Release,
  phase: RollingBack,
  sides: Sides,
  servers: readonly Server[],
  at: number,
): Step | null {
  // The way back of those that are seen waits for no other.
  const seen = { ...sides, newServers: sides.newServers.filter(isShown) };
  const { ways } = release.plan;
  const away =
    seen.newServers.some((server) => isServing(server, ways)) ||
    areLost(line, release, sides, servers);
  // While a release moves, the servers a canary goes home to are that release's to open and close.
  const ours = release.kind !== 'prerelease' || line.moving === null;
  const keeps = ours ? keepOld(sides) : [];
  const users = !away
    ? [shut(release, seen)]
    : ways.moves === 'traffic'
      ? [steerBack(line, release, sides, servers, widthMax, at)]
      : bringBack(release, seen);
  const isMoving = users.some((step) => step !== null);
  const swap = away && isMoving ? null : swapBackStep(release, phase, at);
  const waits = away || isMoving || swap !== null || isSwappingBack(release, phase, at);
  const steps = [
    ...keeps,
    ...(ours ? startAgain(release, sides) : []),
    ...users,
    swap,
    waits ? null : letGo(release, phase, seen, at),
  ].filter((step) => step !== null);
  const first = keeps.find((step) => step !== null);
  const since = at - phase.since;
  return (since <= release.plan.lookEveryMs ? first : null) ?? byTurns(steps, since)[0] ?? null;
}

function keepOld({ oldServers }: Sides): readonly (Step | null)[] {
  const bare = oldServers.filter((server) => isShown(server) && server.protected === false);
  return [
    bare.length > 0 ? { kind: 'protect', ids: ids(bare), on: true } : null,
    admit(oldServers),
  ];
}

function startAgain(release: Release, sides: Sides): readonly (Step | null)[] {
  return [
    prepareAgain(release, sides.oldServers),
    missingOld(release, sides) > 0 ? launch(release, 'target') : null,
  ];
}

/**
 * What was started again is configured with the old build, also what an earlier way back started
 * and did not need any more: it counts as one that comes, and nobody else configures it.
 */
function prepareAgain({ kind, target }: Release, oldServers: readonly Server[]): Step | null {
  const again = oldServers.filter(({ release }) => kind !== 'prerelease' && release !== '');
  return target && prepare(again, target);
}

/** Closes new servers, and takes users off those that are closed, or may stay open for now. */
function bringBack(release: Release, { newServers, oldServers }: Sides): readonly (Step | null)[] {
  if (able(release, oldServers) === 0) return [];
  const shut = close(mayClose(release, newServers, oldServers));
  const from = shut ? newServers.filter((server) => !server.admits) : newServers;
  return [shut, handBack(release, from, newServers, oldServers)];
}

function handBack(
  release: Release,
  from: readonly Server[],
  newServers: readonly Server[],
  oldServers: readonly Server[],
): Step | null {
  const users = usersOn(from);
  const go = Math.min(
    roomFor(release, newServers, oldServers),
    Math.max(1, Math.ceil(users * widthMax)),
  );
  // A server that cannot be counted is asked too: it is the likeliest to be the sick one.
  if (go <= 0 && from.every((server) => server.users !== null)) return null;
  const share = users > 0 ? Math.max(0, users - go) / users : 0;
  const full = from.filter((server) => hasUsers(server, release.plan.ways));
  if (full.length === 0) return null;
  return {
    kind: 'migrate',
    moves: full.map((server) => ({ id: server.id, keep: Math.floor((server.users ?? 0) * share) })),
  };
}

/**
 * New servers close as old ones can stand in for them: sick ones at once, the rest only while
 * enough stay open.
 */
function mayClose(
  { kind, capacity, carries }: Release,
  newServers: readonly Server[],
  oldServers: readonly Server[],
): readonly Server[] {
  if (kind === 'prerelease') return newServers;
  const counts = (server: Server) =>
    server.state === 'ready' && server.joined && server.admits && !carries.includes(server.release);
  const well = newServers.filter(counts);
  const spare = Math.max(0, well.length + oldServers.filter(counts).length - capacity);
  return newServers.filter((server) => !well.includes(server) || well.indexOf(server) < spare);
}

/** How many more the old servers can carry. */
function roomFor(
  release: Release,
  newServers: readonly Server[],
  oldServers: readonly Server[],
): number {
  const away = usersOn(newServers);
  const back = usersOn(oldServers);
  const room =
    release.kind !== 'prerelease' && release.capacity > 0
      ? Math.min(1, able(release, oldServers) / release.capacity)
      : 1;
  return Math.floor((away + back) * room + 1e-9) - back;
}

/**
 * How many old servers users can come to. Those a canary goes home to may be closed by a release
 * that moves: its users go where that sends them.
 */
function able({ kind }: Release, oldServers: readonly Server[]): number {
  return kind === 'prerelease' ? ready(oldServers) : oldServers.filter(isReachable).length;
}

/** Nobody may come to a server on its way out. */
function shut(release: Release, sides: Sides): Step | null {
  return isNeeded(release, sides) ? null : close(sides.newServers);
}

/** Whether new servers that are well have to stay, because too few old ones can stand in. */
function isNeeded(release: Release, { newServers, oldServers }: Sides): boolean {
  const { kind, capacity } = release;
  return (
    able(release, oldServers) < (kind !== 'prerelease' ? capacity : 1) && ready(newServers) > 0
  );
}

function letGo(release: Release, phase: RollingBack, sides: Sides, at: number): Step | null {
  const { newServers } = sides;
  if (newServers.length === 0 || isNeeded(release, sides)) return null;
  const guarded = newServers.filter((server) => server.protected === true);
  if (guarded.length > 0) return { kind: 'protect', ids: ids(guarded), on: false };
  // Whoever is there still ends by himself: nobody is cut.
  if (newServers.some((server) => hasUsers(server, release.plan.ways))) return null;
  if (phase.unprotectedAt === null || at - phase.unprotectedAt < release.plan.retireGraceMs)
    return null;
  return retire(newServers, release.plan.ways);
}
