import { mayPress } from '../../src/release/legal-acts.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import type { Release } from '../../src/release/state/release.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';
import { openThread } from '../../src/command-kit/say/say.ts';
import { asking } from '../../src/views/approval/approval.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { foundIn } from '../../src/service/service.ts';

const {
  approve: { review: say },
  find,
} = texts.replies;

/**
 * The question of an approval for whoever came from the Home tab: the same message as in its
 * thread, so that nobody approves here what would have warned them there.
 */
export const reviewCommand = defineCommand('release review', {
  typed: false,
  run: about(findRelease, async ({ release, rev }, context) => {
    const { service, build } = release;
    const line = await context.ledger.line(service);
    if (rev !== release.rev || !mayPress('approve', { line, release, at: context.now }))
      return privately(say.gone(nameOf(release)), await openThread(build, context));
    const facts = await factsOf(release, context);
    return facts
      ? { kind: 'shown', content: asking({ ...facts, line }, release) }
      : privately(find.goneService(service));
  }),
});

async function factsOf(
  release: Release,
  context: CommandContext,
): Promise<Omit<ThreadFacts, 'line'> | null> {
  const { service: name, build, target } = release;
  const service = foundIn(context.services, name);
  if (!service) return null;
  const [compared, errors, known] = await Promise.all([
    context.changelog(name, build, target ?? undefined),
    context.ledger.errors(name, build.version),
    context.ledger.knownIssues(name),
  ]);
  return {
    service,
    build,
    prerelease: release,
    release: null,
    history: [],
    changelog: compared.kind === 'known' ? compared.log : null,
    unread: null,
    tickets: [],
    errors,
    known,
    now: context.now,
  };
}
