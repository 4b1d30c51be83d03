import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { suspectsOf } from '../../changes/suspects.ts';
import { texts } from '../../texts/texts.ts';
import { actions, idsOf, link, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { dot, esc, plainly } from '../blocks/esc.ts';
import { mention } from '../blocks/mention.ts';
import { paragraph, textRun } from '../blocks/rich-text.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { likely, roughCount, shortly, worst } from '../changes/suspicion.ts';

const say = texts.error;

/**
 * An edit pings nobody, so one person is told once what to look at: whoever made the likely change,
 * where the directory knows them by the address of their commit, else whoever started it. An author
 * nobody knows is named, not called.
 */
export function causeMessage(facts: ThreadFacts, release: Release): WantedMessage | null {
  const { phase, countdown, by } = release;
  const error = worst(facts);
  const called = error?.author ?? by;
  if (phase.kind !== 'rolled-back' || !countdown || !called || !error) return null;
  const { issue } = error;
  const id = idsOf(release.id, 'cause', 0);
  const name = esc(nameOf(release));
  const title = dot(esc(issue.title, 120));
  const [suspect] = suspectsOf(error.trace, facts.changelog);
  const change = suspect ? shortly(suspect.change) : null;
  const seen = say.cause.seen(
    plainly(issue.culprit, 100),
    say.cause.what[issue.what],
    roughCount(issue.count, say.times),
    issue.users > 0 ? roughCount(issue.users, say.users) : null,
  );
  const words = change === null ? say.cause.rolledBack(name) : say.cause.looksLike(change, name);
  const made = content(
    change === null
      ? say.cause.spokenRolledBack(name, title)
      : say.cause.spokenLooksLike(change, name, title),
    [
      section(id('who'), `${mention(called.id)} ${words}`),
      paragraph(
        id('error'),
        textRun(plainly(issue.title, 200), { code: true }),
        textRun(`${seen}\n`),
        textRun(`${say.likely} `, { bold: true }),
        ...likely(error, facts),
      ),
      actions(id('act'), [link(say.buttons.view, 'error', issue.link)]),
    ],
  );
  return {
    subject: release.id,
    kind: `cause:${countdown.number}`,
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: true,
    content: made,
  };
}
