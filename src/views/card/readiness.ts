import type { Changelog } from '../../changes/changelog.ts';
import type { Release } from '../../release/state/release.ts';
import {
  fastUntil,
  oneWayMigrations,
  type RollbackReadiness,
  rollbackReadiness,
  withoutOldServers,
} from '../../release/seen/rollback-readiness.ts';
import { texts } from '../../texts/texts.ts';
import { dot, esc } from '../blocks/esc.ts';

const say = texts.readiness;

/** One line that says how users would come back now, why, and until when it stays so. */
export function readinessLine(release: Release, changelog: Changelog | null): string {
  const back = rollbackReadiness(release);
  return [
    dot(say.back(words(back, release))),
    noReturn(back, release),
    database(release, changelog),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function words(back: RollbackReadiness, release: Release): string {
  switch (back.kind) {
    case 'fast':
      return say.fast(back.ms, back.servers, target(release));
    case 'slow':
      return say.slow(back.ms, back.left, back.of, target(release));
    case 'impossible':
      return say.impossible(say.why[back.why](target(release)));
    case 'unknown':
      return say.unknown(say.why[back.why](target(release)));
  }
}

function target(release: Release): string {
  return esc(release.target?.version ?? say.oldVersion, 60);
}

/** The point of no return is named before it is passed. */
function noReturn(back: RollbackReadiness, release: Release): string {
  if (back.kind !== 'fast') return '';
  if (release.kind === 'prerelease') return noStart(release);
  const until = fastUntil(release);
  const then = afterwards(withoutOldServers(release), release);
  if (until === 0) return say.goNow(then);
  return until === null ? say.goOnce(then) : say.goIn(until, then);
}

/** A release that nobody could come back from does not start: better known while it soaks. */
function noStart(release: Release): string {
  const then = withoutOldServers(release);
  return then.kind === 'impossible' ? say.noStart(say.why[then.why](target(release))) : '';
}

function afterwards(
  back: Exclude<RollbackReadiness, { readonly kind: 'fast' }>,
  release: Release,
): string {
  if (back.kind === 'slow') return say.afterwards.slow(back.ms);
  return back.kind === 'impossible'
    ? say.afterwards.impossible(say.why[back.why](target(release)))
    : say.afterwards.unknown;
}

/** Users go back; what was done to the database stays. */
function database(release: Release, changelog: Changelog | null): string {
  const stays = oneWayMigrations(changelog);
  return stays === 0 ? '' : say.database(stays, target(release));
}
