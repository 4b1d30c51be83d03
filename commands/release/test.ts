import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import type { Service } from '../../src/service/service.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { cannotPost, onlyMembers, rosterOf } from '../../src/command-kit/facts/facts.ts';
import { findService } from '../../src/command-kit/find/find.ts';

const say = texts.lead.test;

/**
 * Proves the way into a service's channels and to its people before a release needs them. Also the
 * Send Test Message button of the Home tab.
 */
export const testCommand = defineCommand('release test', {
  run: about(findService, async (service, context) => {
    const outside = await onlyMembers(context);
    if (outside) return outside;
    return given(rosterOf(service, context, { admins: service.admins }), async ({ teams }) => {
      if (!Object.values(teams).some((ids) => ids.includes(context.caller.id)))
        return privately(texts.replies.facts.refused(say.notEntitled(service.name)));
      const closed = await cannotPost(service, context);
      if (closed) return closed;
      await context.sendTest(service.name);
      const empty = service.teams
        .map(({ name }) => name)
        .filter((team) => (teams[team] ?? []).length === 0);
      const changelog = await changelogWords(service, context);
      return privately(
        `${say.sent}${service.name}.${changelog}${empty.length === 0 ? '' : say.empty(empty)}`,
      );
    });
  }),
});

async function changelogWords(
  { changelogChannel }: Service,
  context: CommandContext,
): Promise<string> {
  return changelogChannel === null ? '' : say.changelog[await context.mayPost(changelogChannel)];
}
