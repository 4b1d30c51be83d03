import { z } from 'zod';
import { button, whisper } from '../../src/command-kit/reply.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';

const { choice, facts, prerelease: say } = texts.replies;

/** Ends one pre-release and brings its users back. Typed words ask once; the button goes. */
export const prereleaseStop = defineCommand({
  name: 'prerelease stop',
  slash: '/prerelease',
  ...texts.help['prerelease stop'],
  inThread: 'stop',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'prerelease stop');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const name = `${release.service} ${release.build.version}`;
    const reason = found.rest.join(' ').slice(0, 300) || facts.noReason;
    if (desk.place.door !== 'button') {
      return whisper(
        say.stop(name, release.seen?.mine.users ?? null, release.target?.version ?? null, reason),
        button(
          choice.stopPrerelease,
          'prerelease stop',
          `${release.id}.${rev} ${reason}`,
          'danger',
        ),
        { kind: 'dismiss', label: choice.keepGoing },
      );
    }
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const decision = await desk.tell(
      { service: release.service, release: release.id },
      { kind: 'stopped', at: desk.now, by: desk.caller, reason },
    );
    return outcome(decision, say.stopping(name), { service: release.service });
  },
});
