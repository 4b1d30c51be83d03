import { batchesOf, betweenOf } from '../../release/migration/move.ts';
import { howItStands } from '../../release/seen/stands.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { crowdOf, lessThanAll, shareOf } from '../../release/state/crowd.ts';
import { esc } from '../blocks/esc.ts';
import { signed, type Standing, stuckStanding } from './standing-back.ts';
import { clock } from '../blocks/when.ts';

/** Release phases that go forward. A return to an older build is told as what it is: going back. */
export function releaseStanding(release: Release): Standing {
  const { plan, capacity, kind, service, build } = release;
  const { stage, stop, batch, batches } = howItStands(release);
  const say = texts.standing.release;
  const { moves } = plan.ways;
  const name = nameOf(release);
  const has = say.has(name, lessThanAll(release), moves);
  const going = kind === 'return' ? say.goingBack(service, build.version) : say.goingOut(name);
  if (stop?.kind === 'stuck') return stuckStanding(release, stop.because);
  if (stop?.kind === 'hold') {
    const { hold } = stop;
    return signed(
      'double_vertical_bar',
      say.held(
        name,
        shareOf(release),
        clock(hold.until),
        esc(hold.by.name, 40),
        esc(hold.reason, 80),
      ),
    );
  }
  switch (stage.kind) {
    case 'migrating':
      return signed('large_blue_circle', {
        ...say.moving(going, movedOf(release), batch?.number ?? 1, batches.length),
        next: next(release, stage.batch, stage.movedAt !== null),
      });
    case 'watching':
      return signed('large_blue_circle', say.watching(has, plan.watchMs));
    case 'swapping':
      return signed(
        'large_blue_circle',
        say.swapping(has, stage.done.length, plan.ways.singles.length),
      );
    case 'retiring':
    case 'announcing':
      return signed('large_blue_circle', say.retiring(has));
    default:
      return signed('large_blue_circle', say.starting(going, capacity, batches.length, moves));
  }
}

/** The batch under way comes first, and then the one after it. */
function next(release: Release, batch: number, isMoved: boolean): string {
  const batches = batchesOf(release);
  const { watchMs, ways } = release.plan;
  const share = batches[batch + 1];
  if (!isMoved) {
    const after = share === undefined ? watchMs : betweenOf(release);
    return texts.standing.release.nextMoved(batches[batch] ?? 1, after, ways.moves);
  }
  return share === undefined
    ? texts.standing.release.nextWatch(watchMs)
    : texts.standing.release.nextBatch(share, betweenOf(release), ways.moves);
}

/** `310K of 620K users`, as far as they could be counted, or `50% of traffic`. */
export function movedOf(release: Release): string {
  const { moved, all } = crowdOf(release);
  if (release.plan.ways.moves === 'traffic') return texts.standing.release.share(shareOf(release));
  if (release.seen === null) return texts.standing.release.counting;
  if (moved === null || all === null) return texts.standing.release.uncounted;
  return texts.standing.release.moved(moved, all);
}
