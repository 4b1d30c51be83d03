import { usersOf } from './oracle-decisions.ts';
import type { Oracle } from './oracle.ts';

/**
 * Nothing but the fleet, the database and Davy's own death may keep people waiting for a rollback
 * so long.
 */
const waitMs = 30_000;

/** Looked at every few seconds: a rollback that is due starts, whatever else is down. */
export function checkDelays(oracle: Oracle, isExcused: (since: number) => boolean): void {
  const now = oracle.now();
  for (const one of oracle.known.values()) {
    const { release, turnedAt, endedAt } = one;
    if (endedAt !== null || one.late) continue;
    // Another canary is no home: nobody approved what runs on it.
    const home = oracle.world.cloud
      .open()
      .some(
        (box) =>
          box.version !== release.build.version &&
          (box.version === release.target?.version ||
            oracle.known.get(box.release)?.release.kind !== 'prerelease'),
      );
    if (!home) one.homelessAt = now;
    const due = Math.max(
      turnedAt ?? release.countdown?.deadline ?? Infinity,
      turnedAt === null ? 0 : one.homelessAt,
    );
    if (now - due < waitMs || isExcused(due - waitMs / 2)) continue;
    // The release that carried it may have brought its users home before.
    const waits =
      one.firstWayBack === null && one.awayWhenTurned > 0 && usersOf(oracle, release) > 0;
    if (turnedAt === null || waits) {
      one.late = true;
      oracle.broken(
        10,
        `${release.id} ${turnedAt === null ? 'is past its countdown' : 'decided to roll back'} ` +
          `for ${now - due} ms, and nothing happens`,
      );
    }
  }
}
