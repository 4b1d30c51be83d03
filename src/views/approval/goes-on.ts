import { nameOf } from '../../release/state/outcome.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { idsOf } from '../blocks/blocks.ts';
import { linked } from '../changes/change-line.ts';
import { content } from '../blocks/content.ts';
import { esc, plainly } from '../blocks/esc.ts';
import { paragraph, textRun } from '../blocks/rich-text.ts';
import type { GoesWith, ThreadFacts, WantedMessage } from '../thread-facts.ts';

const say = texts.carrying;

/**
 * One line in the thread of a pre-release that goes out with others: where it goes on, and later
 * what became of it. Posted when there is something to lead to.
 */
export function goesOnMessage(
  { goesWith }: ThreadFacts,
  prerelease: Release,
): WantedMessage | null {
  if (!goesWith) return null;
  const id = idsOf(prerelease.id, 'goes-on', 0);
  const how = say[listedTogether(goesWith)];
  const names = companions(goesWith, prerelease);
  const url = goesWith.thread?.url ?? null;
  const made = content(
    `${how(
      esc(nameOf(prerelease), 120),
      names.map((name) => esc(name, 60)),
    )}. ${say.elsewhere}`,
    [
      paragraph(
        id('text'),
        textRun(
          `${how(
            plainly(nameOf(prerelease), 120),
            names.map((name) => plainly(name, 60)),
          )}. `,
          { bold: true },
        ),
        url === null ? textRun(say.elsewhere) : linked(say.way, url),
      ),
    ],
  );
  return {
    subject: prerelease.id,
    kind: 'goes-on',
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: goesWith.thread !== null,
    content: made,
  };
}

/**
 * The other versions, as the thread of one of them names them: the newest names those it takes
 * along, the others name the newest.
 */
export function companions({ release, others }: GoesWith, { build }: Release): readonly string[] {
  return release.build.version === build.version ? others : [release.build.version];
}

/** How far they have come. */
export function listedTogether({ release }: GoesWith): 'going' | 'out' | 'back' | 'left' {
  if (release.phase.kind === 'live') return 'out';
  if (
    release.phase.kind === 'rolled-back' ||
    (release.phase.kind === 'rolling-back' && release.phase.end === 'rolled-back')
  )
    return 'back';
  return isOpen(release) && release.phase.kind !== 'rolling-back' ? 'going' : 'left';
}
