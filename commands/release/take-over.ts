import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { oncallIds } from '../../src/service/service.ts';
import { outcome, rosterOfRelease } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const { run: say } = texts.replies;

/** Takes over a release whose owner is gone, or whose shift is over. */
export const takeOverCommand = defineCommand('release take-over', {
  alsoCalled: ['release takeover', 'release own'],
  inThread: true,
  run: about(findToChange, ({ release }, context) =>
    given(rosterOfRelease(release, context, oncallIds), async (roster) => {
      const { service } = release;
      const decision = await context.tell(
        { service, release: release.id },
        { kind: 'owned', at: context.now, by: context.caller, roster },
      );
      const lost = release.approvals.some(({ by }) => by.id === context.caller.id);
      return outcome(decision, say.owned(nameOf(release), lost), { service });
    }),
  ),
});
