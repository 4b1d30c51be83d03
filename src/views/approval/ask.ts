import { signOff } from '../../release/approval/sign-off.ts';
import { isUnanswered, teamsMissing } from '../../release/approval/ask-approvers.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import type { Ask } from '../../release/state/remembered.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import { mentionTeams } from '../blocks/mention.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { clock } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.ask;

/**
 * Calls for a word that is missing: each a message of its own, because an edit calls nobody, and
 * taken back once nobody has to answer.
 */
export function askMessages(facts: ThreadFacts, release: Release): readonly WantedMessage[] {
  return release.asks.map((ask, i) => {
    const missing = teamsMissing(facts.line, release, facts.now);
    const open = isUnanswered(release, ask, missing);
    const kind = `ask:${ask.at}:${i}`;
    return {
      subject: release.id,
      kind,
      lane: 'slack',
      place: 'thread',
      broadcast: false,
      post: open,
      content: open ? asking(facts, release, ask, kind) : settled(release, ask, kind),
    } as const;
  });
}

function asking(
  facts: ThreadFacts,
  release: Release,
  { by, at, teams, because }: Ask,
  kind: string,
) {
  const id = idsOf(release.id, kind, release.rev);
  const words = signOff(release, facts.now, null);
  const given = words.reduce((sum, word) => sum + Math.min(word.by.length, word.of), 0);
  const count = texts.approval.count(
    given,
    words.reduce((sum, { of }) => sum + of, 0),
  );
  const name = esc(nameOf(release));
  return content(
    say.spoken(
      esc(by.name, 60),
      teams.map((team) => esc(team, 40)),
      name,
      count,
    ),
    [
      section(
        id('text'),
        say.text(
          mentionTeams(facts.service, teams),
          esc(by.name, 60),
          name,
          count,
          because === undefined ? null : esc(becauseWords(because), 200),
        ),
      ),
      actions(
        id('act'),
        actButtons(facts, release, ['approve', 'decline'], ['approve', 'primary']),
      ),
      context(id('foot'), [say.foot(clock(at)), texts.approval.silence]),
    ],
  );
}

function settled(release: Release, { by, at }: Ask, kind: string) {
  const id = idsOf(release.id, kind, 0);
  return content(say.settled(esc(nameOf(release))), [
    section(id('text'), say.settledText(esc(by.name, 60))),
    context(id('foot'), [say.foot(clock(at))]),
  ]);
}
