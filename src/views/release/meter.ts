import { failedShare, type Reconnects } from '../../release/state/reconnects.ts';
import { moveOf } from '../../release/migration/move.ts';
import type { Release } from '../../release/state/release.ts';
import { timeLeft } from '../../release/migration/time-left.ts';
import { texts } from '../../texts/texts.ts';
import { crowdOf, shareOf } from '../../release/state/crowd.ts';
import { dot, esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.meter;

type Fact = readonly [name: string, value: string];

/**
 * Where a move stands, as four facts: who has moved, how they came over, how long it takes, and the
 * batch.
 */
export function meterFacts(release: Release): readonly Fact[] {
  return [
    [say.moved(release.plan.ways.moves), movedWords(release)],
    [say.timeLeft, leftWords(release)],
  ];
}

function movedWords(release: Release): string {
  const { moved, all } = crowdOf(release);
  if (release.seen === null) return say.counting;
  if (release.plan.ways.moves === 'traffic') return say.share(shareOf(release));
  return moved === null || all === null ? say.uncounted : say.movedOf(moved, all, shareOf(release));
}

/** Told from the pace so far, as of the last look. */
function leftWords(release: Release): string {
  const { phase, hold, countdown, seen } = release;
  // The pace so far says nothing of when a person comes.
  if (phase.kind === 'stuck') return say.unknown;
  if (phase.kind === 'retiring' || phase.kind === 'announcing') return say.onlyOld;
  if (phase.kind === 'swapping') return say.onlySingles;
  const ms = timeLeft(release, seen?.at ?? release.at);
  if (ms === null) return say.unknown;
  return (hold ? say.aboutHeld : countdown ? say.aboutPaused : say.about)(ms);
}

/** How users come over in this batch. What nobody counted is said, and never shown as nought. */
export function reconnectWords({ move, phase, plan }: Release): string | null {
  if (phase.kind !== 'migrating') return null;
  // Where traffic is steered nobody reconnects.
  if (plan.ways.moves === 'traffic') return null;
  if (plan.reconnectsMax === null) return say.reconnects.notMeasured;
  const counted = move?.reconnects ?? null;
  if (!counted) return say.reconnects.notYet;
  return counted.arrived === null || counted.failed === null
    ? say.reconnects.unknown(counted.missing && esc(texts.missing(counted.missing), 80))
    : countedWords(counted, counted.arrived, counted.failed, plan.reconnectsMax);
}

function countedWords(counted: Reconnects, arrived: number, failed: number, max: number): string {
  // Counters lag behind the users: nought so far is no result.
  if (arrived === 0 && failed === 0) return say.reconnects.none;
  return say.reconnects.counted(arrived, failed, failedShare(counted) ?? 0, max, counted.slow);
}

/** Who made it slower, and why; null at the planned pace. */
export function paceWords(release: Release): string | null {
  const { slowed, batches, patience, done } = moveOf(release);
  if (!slowed) return null;
  return dot(
    say.slower(
      clock(slowed.at),
      slowed.by && esc(slowed.by.name, 60),
      batches.length - done.length,
      patience,
      slowed.because && esc(becauseWords(slowed.because), 120),
    ),
  );
}
