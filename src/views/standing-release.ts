import { batchesOf, betweenOf } from '../release/move.ts';
import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { count, many, percent, span } from './amount.ts';
import { crowdOf, shareOf } from './crowd.ts';
import { esc } from './esc.ts';
import { type Standing, stuck } from './standing-back.ts';
import { utc } from './when.ts';

/** Release phases that go forward. A return to an older build is told as what it is: going back. */
export function releaseStanding(release: Release): Standing {
  const { phase, plan, hold, capacity, fast, service, build } = release;
  const batches = batchesOf(release);
  const name = nameOf(release);
  const going = fast ? `${service} is going back to ${build.version}` : `${name} is releasing`;
  const running = (more: string) => `:large_blue_circle: Running${more}`;
  if (hold) return onHold(release);
  switch (phase.kind) {
    case 'stuck':
      return stuck(release, phase.because);
    case 'migrating':
      return { headline: `${going}: ${movedOf(release)}`, state: running(`, batch ${phase.batch + 1} of ${batches.length}`), next: next(release, phase.batch), action: '' };
    case 'watching':
      return { headline: `${name} has all users`, state: running(`, watched for ${span(plan.watchMs)}`), next: 'Old servers are retired', action: '' };
    case 'retiring':
    case 'announcing':
      return { headline: `${name} has all users`, state: running(', old servers are being retired'), next: 'Live', action: '' };
    default:
      return { headline: `${going}: starting ${many(capacity, 'server')}`, state: running(''), next: `Move users in ${many(batches.length, 'batch', 'batches')}`, action: '' };
  }
}

function next(release: Release, batch: number): string {
  const share = batchesOf(release)[batch + 1];
  return share === undefined ? `Watch for ${span(release.plan.watchMs)}` : `${percent(share)} of users after ${span(betweenOf(release))}`;
}

function onHold(release: Release): Standing {
  const { hold } = release;
  const share = shareOf(release);
  const where = share === null ? '' : ` at ${percent(share)}`;
  const until = hold ? ` until ${utc(hold.until)}` : '';
  return {
    headline: `${nameOf(release)} is on hold${where}${until}`,
    state: `:double_vertical_bar: On hold by ${esc(hold?.by.name ?? '', 40)}: ${esc(hold?.reason ?? '', 80)}`,
    next: 'It goes on when the hold ends', action: '',
  };
}

/** `310K of 620K users`, as far as they could be counted. */
export function movedOf(release: Release): string {
  const { moved, all } = crowdOf(release);
  if (moved === null || all === null) return 'users could not be counted';
  return `${count(moved)} of ${many(all, 'user')}`;
}
