import { about, defineCommand } from '../../src/command-kit/command.ts';
import { replyButton, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { servedBy } from '../../src/release/state/served-by.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';

const { choice, facts, prerelease: say } = texts.replies;

/** Ends one pre-release and brings its users back. Typed words ask once; the button goes. */
export const prereleaseStopCommand = defineCommand('prerelease stop', {
  inThread: true,
  run: about(findRelease, async ({ release, rev }, context, rest) => {
    const name = `${release.service} ${release.build.version}`;
    const reason = rest.join(' ').slice(0, 300) || facts.noReason;
    if (context.place.door !== 'button') {
      return privately(
        say.stop(name, servedBy(release), release.target?.version ?? null, reason),
        replyButton(
          choice.stopPrerelease,
          'prerelease stop',
          `${release.id}.${rev} ${reason}`,
          'danger',
        ),
        { kind: 'dismiss', label: choice.keepGoing },
      );
    }
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const decision = await context.tell(
      { service: release.service, release: release.id },
      { kind: 'stopped', at: context.now, by: context.caller, reason },
    );
    return outcome(decision, say.stopping(name), { service: release.service });
  }),
});
