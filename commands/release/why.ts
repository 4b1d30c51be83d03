import { z } from 'zod';
import { unmet } from '../../src/release/waiting-for.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import type { Part } from '../../src/texts/part.ts';
import { whisper } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { waitingWords } from '../../src/texts/waiting-words.ts';
import { findRelease, findService } from '../../src/command-kit/find/find.ts';
import { openThreadOf, standing } from '../../src/command-kit/say/say.ts';

const {
  see: { why: say },
} = texts.replies;

/** Answers from the same facts that decide: what is not met yet, who can end it, since when. */
export const why = defineCommand({
  name: 'release why',
  slash: '/release',
  ...texts.help['release why'],
  inThread: 'why',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const service =
      desk.place.release === null && words[0]?.startsWith('rel_') !== true
        ? findService(words, desk, 'release why')
        : null;
    if (service?.kind === 'found' && (await desk.ledger.open(service.it.name)).length === 0)
      return aboutLine(await desk.ledger.line(service.it.name));
    const found = await findRelease(words, desk, 'release why');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    const waits = unmet(await desk.ledger.line(release.service), release, desk.now);
    const list = waits.map((wait): Part => {
      const { what, who } = waitingWords(wait);
      return `\n• ${say.unmet(what, wait.since === null ? null : desk.now - wait.since, who)}`;
    });
    return whisper(
      [
        ...standing(release, desk.now),
        ...(list.length === 0 ? [` ${say.nothing}`] : [` ${say.waits}`, ...list]),
      ],
      await openThreadOf(release, desk),
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
  if (lock) return whisper(say.locked(service, lock.reason));
  if (!live) return whisper(say.unknownLive(service));
  return whisper(say.idle(service));
}
