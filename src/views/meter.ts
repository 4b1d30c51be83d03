import { failedShare, type Reconnects } from '../release/reconnects.ts';
import { moveOf } from '../release/move.ts';
import type { Release } from '../release/release.ts';
import { timeLeft } from '../release/time-left.ts';
import { count, left, many, percent } from './amount.ts';
import { crowdOf, shareOf } from './crowd.ts';
import { dot, esc } from './esc.ts';
import { clock } from './when.ts';

type Fact = readonly [name: string, value: string];

/** Where a move stands, as four facts: who has moved, how they came over, how long it takes, and the batch. */
export function meterFacts(release: Release): readonly Fact[] {
  return [['Users moved', movedWords(release)], ['Time left', leftWords(release)]];
}

function movedWords(release: Release): string {
  const { moved, all } = crowdOf(release);
  if (moved === null || all === null) return 'They could not be counted';
  const share = shareOf(release);
  return `${count(moved)} of ${many(all, 'user')}${share === null ? '' : ` (${percent(share)})`}`;
}

/** Told from the pace so far, as of the last look. */
function leftWords(release: Release): string {
  const { phase, hold, countdown, seen } = release;
  if (phase.kind === 'retiring' || phase.kind === 'announcing') return 'Only old servers are left to go';
  const ms = timeLeft(release, seen?.at ?? release.at);
  if (ms === null) return 'Not known before users have moved';
  return `About ${left(ms)}${hold ? ' from the end of the hold' : countdown ? ' once it goes on' : ''}`;
}

/** How users come over in this batch. What nobody counted is said, and never shown as nought. */
export function reconnectWords({ move, phase, plan }: Release): string | null {
  if (phase.kind !== 'migrating' || plan.reconnectsMax === null) return null;
  const counted = move?.reconnects ?? null;
  if (!counted) return 'Reconnects of this batch are not counted yet';
  return counted.arrived === null || counted.failed === null ? `Reconnects of this batch are not known: ${esc(counted.missing ?? 'no data', 80)}` : countedWords(counted, counted.arrived, counted.failed, plan.reconnectsMax);
}

function countedWords(counted: Reconnects, arrived: number, failed: number, max: number): string {
  // Counters lag behind the users: nought so far is no result.
  if (arrived === 0 && failed === 0) return 'No reconnect of this batch was counted yet';
  const share = failedShare(counted) ?? 0;
  const bad = failed === 0 ? 'none failed' : `${count(failed)} failed (${percent(share)}, max ${percent(max)})`;
  const slow = counted.slow === null ? 'slow ones not known' : counted.slow === 0 ? 'none slow' : `${count(counted.slow)} slow`;
  return `${many(arrived, 'reconnect')} in this batch, ${bad}, ${slow}`;
}

/** Who made it slower, and why; null at the planned pace. */
export function paceWords(release: Release): string | null {
  const { slowed, batches, patience, done } = moveOf(release);
  if (!slowed) return null;
  const who = slowed.by ? `by ${esc(slowed.by.name, 60)}` : 'by itself';
  const why = slowed.because === '' ? '' : `: ${esc(slowed.because, 120)}`;
  const wait = patience > 1 ? ` and ${patience} times the watch between them` : '';
  return dot(`*Slower since ${clock(slowed.at)}* ${who}, ${many(batches.length - done.length, 'batch', 'batches')} left${wait}${why}`);
}
