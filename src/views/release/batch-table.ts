/**
 * # src/views/release
 *
 * A release on its way to everybody: the move, batch by batch, and its end.
 */

import { betweenOf, moveOf } from '../../release/migration/move.ts';
import { howItStands } from '../../release/seen/stands.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { amount } from '../blocks/amount.ts';
import type { ContentPart } from '../blocks/content.ts';
import { capital } from '../blocks/esc.ts';
import { leading } from '../watch/signals.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import { table } from '../blocks/table.ts';

const say = texts.batches;

/**
 * A table of at most so many rows is still read; of more batches the ones around the present one
 * are shown.
 */
const rowsMax = 12;

/** Batch by batch: how many users, what the leading signal said, how far it has come. */
export function batchTable(block_id: string, facts: ThreadFacts, release: Release): ContentPart {
  const { batches } = howItStands(release);
  const { moves } = release.plan.ways;
  const rows = batches.map(({ users, share }, i) => [
    say.place(i + 1, batches.length),
    // Requests are not users: of traffic only the share is told.
    say.users(moves === 'traffic' ? null : users, share),
    batchState(release, i),
    errorsOf(facts, release, i),
  ]);
  const from = Math.max(0, Math.min(rows.length - rowsMax, present(release) - rowsMax / 2));
  // How far it has come stands before the errors, whose name is long: phones show the first columns
  // only.
  const columns = [
    { name: say.columns.batch, side: 'left' },
    { name: say.columns.moves(moves), side: 'right' },
    { name: say.columns.state, side: 'left', plain: true },
    { name: errorsName(facts, release), side: 'right' },
  ] as const;
  return table(block_id, columns, rows.slice(from, from + rowsMax));
}

function present(release: Release): number {
  return (howItStands(release).batch?.number ?? 1) - 1;
}

function batchState(release: Release, batch: number): string {
  const { stage: now, stop } = howItStands(release);
  if (['watching', 'swapping', 'retiring', 'announcing', 'live'].includes(now.kind))
    return doneWords(release, batch);
  if (now.kind !== 'migrating' || batch > now.batch) return say.waiting;
  if (batch < now.batch) return doneWords(release, batch);
  if (stop?.kind === 'hold') return now.movedAt === null ? say.held : say.movedHeld;
  const between = betweenOf(release);
  return now.movedAt === null ? say.moving : say.watched(Math.min(now.watchedMs, between), between);
}

function doneWords(release: Release, batch: number): string {
  return say.done(moveOf(release).done[batch]?.watchedMs ?? null);
}

/**
 * The signal people look at first, as it last was while the batch was there; nothing before anybody
 * moved.
 */
function errorsOf({ history }: ThreadFacts, release: Release, batch: number): string {
  const { done, since } = moveOf(release);
  const over = done[batch];
  const from =
    over?.since ?? (batch === done.length && release.phase.kind === 'migrating' ? since : null);
  if (from === null) return '';
  const until = over?.until ?? Number.POSITIVE_INFINITY;
  const last = history.findLast(
    (entry) =>
      entry.at >= from && entry.at <= until && (entry.release ?? release.id) === release.id,
  );
  const reading = last && leading(last.readings);
  return reading ? (reading.value === null ? say.noData : amount(reading.value)) : '';
}

function errorsName({ history }: ThreadFacts, release: Release): string {
  const last = history.findLast((entry) => (entry.release ?? release.id) === release.id);
  const signal = last && leading(last.readings)?.signal;
  return signal ? capital(texts.signalName(signal)) : say.errors;
}
