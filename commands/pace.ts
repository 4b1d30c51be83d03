import { betweenOf, batchesOf, moveOf } from '../src/release/move.ts';
import type { Pace } from '../src/release/pace.ts';
import type { Release } from '../src/release/release.ts';
import type { Desk, Reply } from '../src/slack/command.ts';
import { onlyMembers, outcome } from './facts.ts';
import { findRelease } from './find.ts';
import { count, span } from './say.ts';

/** Makes what is left of a move go more slowly, or takes that back. */
export async function changePace(to: Pace, words: readonly string[], desk: Desk): Promise<Reply> {
  const found = await findRelease(words, desk, `release ${to}`);
  if (found.kind === 'reply') return found.reply;
  const outside = await onlyMembers(desk);
  if (outside) return outside;
  const { release } = found.it;
  const decision = await desk.tell({ service: release.service, release: release.id }, { kind: 'paced', at: desk.now, by: desk.caller, to });
  const now = decision.kind === 'refused' ? release : (decision.release ?? release);
  return outcome(decision, `${release.service} ${release.build.version} goes ${to}: ${leftOf(now)}.`, { service: release.service });
}

function leftOf(release: Release): string {
  const left = batchesOf(release).length - moveOf(release).done.length;
  return `${count(left, 'batch').replace('batchs', 'batches')} left, ${span(betweenOf(release))} watched after each`;
}
