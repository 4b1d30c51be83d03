import type { Build } from '../state/build.ts';
import type { Refusal } from '../state/decision.ts';
import { nameOf, refuse } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import type { Ways } from '../state/ways.ts';

/** What is live, the build that is asked for, and the servers of its release. */
const ownSides = 3;

/**
 * Some fleets keep only so many versions apart. One pre-release too many would soak, be approved,
 * and then find that users cannot be moved to it: it is refused before anything starts.
 */
export function noRoomBeside(
  there: readonly Release[],
  { service, version }: Build,
  { sides }: Pick<Ways, 'sides'>,
): Refusal | null {
  return sides === undefined || there.length === 0 || there.length + ownSides <= sides
    ? null
    : refuse('not-now', 'noRoomBeside', `${service} ${version}`, there.map(nameOf), sides);
}
