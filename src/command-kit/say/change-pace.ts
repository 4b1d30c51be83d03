/**
 * # src/command-kit/say
 *
 * Sentences and links that several commands answer with.
 */

import { betweenOf, batchesOf, moveOf } from '../../release/migration/move.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Pace } from '../../release/migration/pace.ts';
import type { Release } from '../../release/state/release.ts';
import type { CommandContext } from '../context.ts';
import type { Reply } from '../reply.ts';
import { texts } from '../../texts/texts.ts';
import { outcome } from '../facts/facts.ts';

const { run: say } = texts.replies;

/** Makes what is left of a move go more slowly, or takes that back. */
export async function changePace(
  to: Pace,
  release: Release,
  context: CommandContext,
): Promise<Reply> {
  const decision = await context.tell(
    { service: release.service, release: release.id },
    { kind: 'paced', at: context.now, by: context.caller, to },
  );
  const now = decision.kind === 'refused' ? release : (decision.release ?? release);
  return outcome(
    decision,
    say[to](nameOf(release), batchesOf(now).length - moveOf(now).done.length, betweenOf(now)),
    { service: release.service },
  );
}
