/**
 * # src/views/home
 *
 * The Home tab and direct messages: what one person needs.
 */

import { signOff } from '../../release/approval/sign-off.ts';
import type { PersonalNews } from '../../release/seen/audience.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { actions, context, idsOf, link, section } from '../blocks/blocks.ts';
import { type MessageContent, content } from '../blocks/content.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.dm;

/**
 * One thing one person needs to know, said in a sentence, with the way to the thread where
 * everything else stands.
 */
export function directMessage(
  release: Release,
  { says, person, kind }: PersonalNews,
  thread: string | null,
  now: number,
): MessageContent {
  const id = idsOf(release.id, `dm-${kind}`, release.rev);
  const { sentence, more } = said(release, says, now);
  return content(sentence, [
    section(id('text'), `*${sentence}* ${more}`.trim()),
    actions(id('act'), [link(say.open, `thread ${person}`, thread)]),
    context(id('foot'), [since(release), say.settings]),
  ]);
}

function said(
  release: Release,
  says: PersonalNews['says'],
  now: number,
): { readonly sentence: string; readonly more: string } {
  const name = esc(nameOf(release));
  const { phase } = release;
  const because = 'because' in phase ? dot(capital(esc(becauseWords(phase.because), 200))) : '';
  const home = esc(release.target?.version ?? say.liveVersion, 60);
  switch (says) {
    case 'asked':
      return say.asked(name, missing(release, now));
    case 'asked-again':
      return say.askedAgain(
        name,
        now - ('since' in phase ? phase.since : now),
        missing(release, now),
      );
    case 'unanswered':
      return say.unanswered(
        name,
        now - ('since' in phase ? phase.since : now),
        missing(release, now),
      );
    case 'declined':
      return say.declined(name, because);
    case 'expired':
      return say.expired(name);
    case 'stuck':
      return say.stuck(name, because);
    case 'failed':
      return say.failed(name, because);
    case 'live':
      return say.live(name);
    case 'back':
      if (release.kind === 'return')
        return say.again(
          `${esc(release.service)} ${esc(release.build.version, 60)}`,
          home,
          release.note === '' ? '' : dot(capital(esc(release.note, 200))),
        );
      return (phase.kind === 'rolling-back' ? say.rollingBack : say.rolledBack)(
        name,
        home,
        because,
      );
  }
}

function missing(release: Release, now: number): string {
  const open = signOff(release, now, null).filter(({ by, of }) => by.length < of);
  return say.missing(
    open.map(({ team, by, of }) => ({ team: esc(team, 40), missing: of - by.length })),
  );
}

function since({ phase }: Release): string {
  return 'at' in phase
    ? say.at(clock(phase.at))
    : 'since' in phase
      ? say.since(clock(phase.since))
      : '';
}
