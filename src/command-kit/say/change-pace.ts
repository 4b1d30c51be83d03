import { betweenOf, batchesOf, moveOf } from '../../release/migration/move.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Pace } from '../../release/migration/pace.ts';
import type { CommandContext } from '../context.ts';
import type { Reply } from '../reply.ts';
import { texts } from '../../texts/texts.ts';
import { outcome } from '../facts/facts.ts';
import { findToChange } from '../find/find-to-change.ts';

const { run: say } = texts.replies;

/** Makes what is left of a move go more slowly, or takes that back. */
export async function changePace(
  to: Pace,
  words: readonly string[],
  context: CommandContext,
): Promise<Reply> {
  const found = await findToChange(words, context, `release ${to}`);
  if (found.kind === 'reply') return found.reply;
  const { release } = found.it;
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
