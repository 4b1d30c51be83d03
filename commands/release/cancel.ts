import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const { facts, run: say } = texts.replies;

/** Ends a release before any user was moved. Nothing is barred, so it can be started again. */
export const cancelCommand = defineCommand('release cancel', {
  inThread: true,
  run: about(findToChange, async ({ release }, context, rest) => {
    const reason = rest.join(' ').slice(0, 300) || facts.noReason;
    const decision = await context.tell(
      { service: release.service, release: release.id },
      { kind: 'cancelled', at: context.now, by: context.caller, reason },
    );
    const name = nameOf(release);
    if (release.phase.kind === 'approved')
      return outcome(decision, say.staysApproved(name, release.service), {
        service: release.service,
      });
    if (release.kind === 'prerelease')
      return outcome(decision, say.leftLine(name), { service: release.service });
    return outcome(decision, say.cancelling(name, release.plan.ways.moves), {
      service: release.service,
    });
  }),
});
