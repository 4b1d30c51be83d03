import { nameOf } from '../../release/state/outcome.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { writeRef } from '../../release/state/release-ref.ts';
import type { Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';
import type { CommandContext } from '../context.ts';
import { privately, replyButton, type Reply } from '../reply.ts';
import { unquoted } from '../words.ts';
import { isLikeVersion } from './version.ts';

const { choice, find } = texts.replies;

/** Whether a word names one build or release: nobody who says `55` means a service. */
export function isLikeBuild(word: string | undefined): word is string {
  return isLikeVersion(word) || /^#?\d+$/.test(unquoted(word ?? ''));
}

/** What runs and what waits, to press instead. */
export function oneOf(
  open: readonly Release[],
  rest: readonly string[],
  command: string,
): readonly ReturnType<typeof replyButton>[] {
  return open
    .slice(0, 4)
    .map((release) =>
      replyButton(
        choice.thisOne(release.build.version, release.phase.kind === 'queued'),
        command,
        [writeRef(release), ...rest].join(' '),
      ),
    );
}

/**
 * Whoever names a build means that one: another is not taken in its place, however alone it is, and
 * they hear what there is.
 */
export async function notOpen(
  said: string,
  rest: readonly string[],
  services: readonly Service[],
  context: CommandContext,
  command: string,
): Promise<Reply> {
  const all = await Promise.all(services.map(({ name }) => context.ledger.open(name)));
  const open = all.flat().filter(isOpen);
  return privately(
    find.notOpen(unquoted(said), open.slice(0, 4).map(nameOf)),
    ...oneOf(open, rest, command),
  );
}
