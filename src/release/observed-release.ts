import type { Decision } from './decision.ts';
import { hasUsers } from './fleet.ts';
import type { Line } from './line.ts';
import { inPhase, moved, pageKey } from './outcome.ts';
import type { Release } from './release.ts';
import type { Sides } from './sides.ts';
import { ready, usersOn } from './step.ts';
import { isPaused, oldMayKeep } from './world.ts';

/** How many builds that served everybody are remembered. */
const lastGoodMax = 5;

/** What the world's state means for a release; null when it changes nothing. */
export function duringRelease(line: Line, release: Release, sides: Sides, at: number): Decision | null {
  const { phase, capacity } = release;
  const { mine, old } = sides;
  switch (phase.kind) {
    case 'requested':
      return moved(line, inPhase(release, { kind: 'launching', since: at }));
    case 'launching':
      return ready(mine) >= capacity ? moved(line, inPhase(release, { kind: 'verifying', since: at })) : null;
    case 'verifying':
      return isVerified(release, sides) && !isPaused(release) ? startMoving(line, release, at) : null;
    case 'migrating': {
      const keep = oldMayKeep(usersOn(mine) + usersOn(old), release.plan.batches[phase.batch] ?? 1);
      const done = phase.movedAt === null && old.every((server) => server.users !== null || !hasUsers(server)) && usersOn(old) <= keep && ready(mine) >= capacity;
      return done ? moved(line, inPhase(release, { ...phase, movedAt: at })) : null;
    }
    case 'retiring':
      return whileRetiring(line, release, sides, at);
    case 'announcing':
      return moved({ ...line, moving: null }, inPhase(release, { kind: 'live', at }));
    default:
      return null;
  }
}

/** Every new server healthy, open and countable, and users growing on them; with nobody to grow, health is all there is. */
function isVerified(release: Release, { mine, old }: Sides): boolean {
  const open = mine.filter((server) => server.joined && server.admits && server.users !== null);
  return ready(open) >= release.capacity && (usersOn(mine) > 0 || usersOn(old) === 0);
}

function startMoving(line: Line, release: Release, at: number): Decision {
  const moving = { release: release.id, carries: release.carries, migrating: true };
  return moved({ ...line, moving }, inPhase(release, { kind: 'migrating', since: at, batch: 0, movedAt: null, watchedMs: 0 }));
}

/** The last old server gone is the point of no return: the line's live build changes with it. */
function whileRetiring(line: Line, release: Release, { old }: Sides, at: number): Decision | null {
  const { phase, build, target } = release;
  if (phase.kind !== 'retiring' || isPaused(release)) return null;
  if (old.length > 0) {
    const bare = old.every((server) => !server.protected);
    if (bare === (phase.unprotectedAt !== null)) return null;
    return moved(line, inPhase(release, { ...phase, unprotectedAt: bare ? at : null }));
  }
  const kept = line.lastGood.filter((good) => good.version !== build.version);
  const lastGood = target && !release.fast ? [target, ...kept.filter((good) => good.version !== target.version)] : kept;
  const effects = release.countdowns > 0 ? [{ lane: 'page', kind: 'resolve-page', key: pageKey(release) } as const] : [];
  return moved({ ...line, live: build, lastGood: lastGood.slice(0, lastGoodMax) }, inPhase(release, { kind: 'announcing', since: at }), { effects });
}
