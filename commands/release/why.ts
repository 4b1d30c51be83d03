import { z } from 'zod';
import { waitingFor } from '../../src/release/waiting-for.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import type { TextPart } from '../../src/texts/part.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { waitingWords } from '../../src/texts/waiting-words.ts';
import { findRelease, findService } from '../../src/command-kit/find/find.ts';
import { openThreadOf, whereItStands } from '../../src/command-kit/say/say.ts';

const {
  see: { why: say },
} = texts.replies;

/** Answers from the same facts that decide: what is not met yet, who can end it, since when. */
export const whyCommand = defineCommand({
  name: 'release why',
  slash: '/release',
  ...texts.help['release why'],
  inThread: 'why',
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const service =
      context.place.release === null && words[0]?.startsWith('rel_') !== true
        ? findService(words, context, 'release why')
        : null;
    if (service?.kind === 'found' && (await context.ledger.open(service.it.name)).length === 0)
      return aboutLine(await context.ledger.line(service.it.name));
    const found = await findRelease(words, context, 'release why');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    const waits = waitingFor(await context.ledger.line(release.service), release, context.now);
    const list = waits.map((wait): TextPart => {
      const { what, who } = waitingWords(wait);
      return `\n• ${say.unmet(what, wait.since === null ? null : context.now - wait.since, who)}`;
    });
    return privately(
      [
        ...whereItStands(release, context.now),
        ...(list.length === 0 ? [` ${say.nothing}`] : [` ${say.waits}`, ...list]),
      ],
      await openThreadOf(release, context),
    );
  },
});

function aboutLine({
  service,
  lock,
  live,
}: {
  readonly service: string;
  readonly lock: { readonly reason: string } | null;
  readonly live: { readonly version: string } | null;
}) {
  if (lock) return privately(say.locked(service, lock.reason));
  if (!live) return privately(say.unknownLive(service));
  return privately(say.idle(service));
}
