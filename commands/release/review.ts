import { signOff } from '../../src/release/approval/sign-off.ts';
import { mayPress } from '../../src/release/legal-acts.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { replyButton, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';
import { openThread } from '../../src/command-kit/say/say.ts';
import { writeRef } from '../../src/release/state/release-ref.ts';

const {
  approve: { review: say },
  choice,
} = texts.replies;

/** The question of an approval with the facts it stands on, for whoever came from the Home tab. */
export const reviewCommand = defineCommand('release review', {
  typed: false,
  run: about(findRelease, async ({ release, rev }, context) => {
    const { service, build, plan, by, target } = release;
    const line = await context.ledger.line(service);
    if (rev !== release.rev || !mayPress('approve', { line, release, at: context.now }))
      return privately(say.gone(nameOf(release)), await openThread(build, context));
    const missing = signOff(release, context.now, null).map((word) =>
      say.team(word.by.length, word.of, word.team),
    );
    const value = writeRef(release);
    return privately(
      [
        say.asks(
          by?.name ?? null,
          service,
          target?.version ?? null,
          build.version,
          plan.batches.length,
          plan.ways.moves,
        ),
        `\n• ${say.soak(plan.soakMs, release.watch.verdict?.kind ?? null)}`,
        `\n• ${say.approvals(missing)}`,
        `\n• ${say.commit(build.commit.slice(0, 10))}`,
        '\n• ',
        ...say.expires(
          ('since' in release.phase ? release.phase.since : release.at) + plan.approvalTtlMs,
        ),
      ],
      replyButton(choice.approve, 'release approve', value, 'primary'),
      replyButton(choice.decline, 'release decline', value),
      await openThread(build, context),
    );
  }),
});
