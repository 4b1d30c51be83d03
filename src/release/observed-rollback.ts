import type { Decision } from './decision.ts';
import type { Event } from './event.ts';
import { hasUsers } from './fleet.ts';
import type { Line } from './line.ts';
import { inPhase, moved, noted, pageKey } from './outcome.ts';
import type { Release, RollingBack } from './release.ts';
import type { Sides } from './sides.ts';

/** The world must look finished for longer than lease and call deadline, so that no late call can undo it (real ms). */
const calmMs = 11_500;

/** Follows the users home, then the servers out, then waits until nothing can come late. */
export function duringRollback(line: Line, release: Release, phase: RollingBack, { mine }: Sides, event: Extract<Event, { kind: 'observed' }>): Decision {
  const { at, wall } = event;
  const home = !mine.some(hasUsers);
  if (home && phase.usersBackAt === null) return moved(line, inPhase(release, { ...phase, usersBackAt: at }));
  const bare = mine.length > 0 && mine.every((server) => !server.protected);
  const unprotectedAt = bare ? (phase.unprotectedAt ?? at) : null;
  const calm = mine.length === 0 ? (phase.calmSince ?? wall) : null;
  if (calm === null || wall - calm < calmMs) return noted(line, inPhase(release, { ...phase, unprotectedAt, calmSince: calm }));
  const free = release.kind === 'release' ? { ...line, moving: null } : line;
  const effects = release.countdowns > 0 ? [{ lane: 'page', kind: 'resolve-page', key: pageKey(release) } as const] : [];
  const { end, because, by } = phase;
  return moved(free, inPhase(release, { kind: end, at, because, by }), { effects });
}
