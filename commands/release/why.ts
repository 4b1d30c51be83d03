import { mayByDefault } from '../../src/release/authority/may.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { otherwise, waitingFor } from '../../src/release/waiting-for.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import type { TextPart } from '../../src/texts/part.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { reasonWords } from '../../src/texts/reason-words.ts';
import { texts } from '../../src/texts/texts.ts';
import { waitingWords } from '../../src/texts/waiting-words.ts';
import { findRelease, findService, isAboutRelease } from '../../src/command-kit/find/find.ts';
import { openThreadOf, howFarItIs } from '../../src/command-kit/say/say.ts';
import { becauseWords } from '../../src/texts/because-words.ts';

const {
  see: { why: say },
} = texts.replies;

/** Answers from the same facts that decide: what is not met yet, who can end it, since when. */
export const whyCommand = defineCommand('release why', {
  inThread: true,
  async run(words, context, command) {
    const service = isAboutRelease(words, context) ? null : findService(words, context, command);
    if (service?.kind === 'found' && (await context.ledger.open(service.it.name)).length === 0)
      return aboutLine(await context.ledger.line(service.it.name));
    return aboutRelease(words, context, command);
  },
});

const aboutRelease = about(findRelease, async ({ release }, context) => {
  const list = await waitsOf(release, context);
  const line = await context.ledger.line(release.service);
  return privately(
    [
      ...howFarItIs(release, line, context.now),
      ...(list.length === 0 ? [` ${say.nothing}`] : [` ${say.waits}`, ...list]),
    ],
    await openThreadOf(release, context),
  );
});

async function waitsOf(release: Release, context: CommandContext): Promise<readonly TextPart[]> {
  const [line, open] = await Promise.all([
    context.ledger.line(release.service),
    context.ledger.open(release.service),
  ]);
  const may = context.services[release.service]?.may ?? mayByDefault;
  const waits = waitingFor(line, release, context.now).map((wait) => {
    const { what, who } = waitingWords(wait, may);
    return say.unmet(what, wait.since === null ? null : context.now - wait.since, who);
  });
  const others = open.filter(({ id }) => id !== release.id);
  const refused = waits.length === 0 ? otherwise({ line, release, others, at: context.now }) : null;
  return [...waits, ...(refused ? [reasonWords(refused)] : [])].map((wait) => `\n• ${wait}`);
}

function aboutLine({ service, lock, live }: Line) {
  if (lock) return privately(say.locked(service, becauseWords(lock.reason)));
  if (!live) return privately(say.unknownLive(service));
  return privately(say.idle(service));
}
