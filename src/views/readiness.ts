import type { Changelog } from '../release/changelog.ts';
import type { Release } from '../release/release.ts';
import { fastUntil, oneWayMigrations, type WayBack, wayBack, withoutOldServers } from '../release/way-back.ts';
import { left, many } from './amount.ts';
import { capital, dot, esc } from './esc.ts';

/** One line that says how users would come back now, why, and until when it stays so. */
export function readinessLine(release: Release, changelog: Changelog | null): string {
  const back = wayBack(release);
  return [dot(`*Way back:* ${words(back, release)}`), noReturn(back, release), database(release, changelog)].filter((part) => part !== '').join(' ');
}

function words(back: WayBack, release: Release): string {
  const target = esc(release.target?.version ?? 'the version before', 60);
  switch (back.kind) {
    case 'fast':
      return `fast${about(back.ms)}, ${many(back.servers, 'server')} of ${target} ${back.servers === 1 ? 'is' : 'are'} still there`;
    case 'slow':
      return `slow${about(back.ms)}, ${back.left === 0 ? `the servers of ${target} are gone` : `only ${back.left} of ${many(back.of, 'server')} of ${target} ${back.left === 1 ? 'is' : 'are'} left`}; the image is there`;
    case 'impossible':
      return `impossible, ${esc(back.why, 150)}`;
    case 'unknown':
      return `not known, ${esc(back.why, 150)}`;
  }
}

function about(ms: number | null): string {
  return ms === null ? '' : `, about ${left(ms)}`;
}

/** The point of no return is named before it is passed. */
function noReturn(back: WayBack, release: Release): string {
  if (back.kind !== 'fast' || release.kind !== 'release') return '';
  const until = fastUntil(release);
  const then = afterwards(withoutOldServers(release));
  if (until === 0) return `The old servers go now; after that it is ${then}.`;
  return until === null ? `Once they are retired it is ${then}.` : `In about ${left(until)} they are retired; after that it is ${then}.`;
}

function afterwards(back: Exclude<WayBack, { readonly kind: 'fast' }>): string {
  if (back.kind === 'slow') return `slow${about(back.ms)}`;
  return back.kind === 'impossible' ? `impossible: ${esc(back.why, 120)}` : 'slow, if the image can be found';
}

/** Users go back; what was done to the database stays. */
function database(release: Release, changelog: Changelog | null): string {
  const stays = oneWayMigrations(changelog);
  if (stays === 0) return '';
  return capital(`${many(stays, 'migration')} ${stays === 1 ? 'stays' : 'stay'}: ${esc(release.target?.version ?? 'the version before', 60)} has to work with the changed database.`);
}
