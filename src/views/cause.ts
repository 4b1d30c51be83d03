import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { suspectsOf } from '../release/suspects.ts';
import { actions, idsOf, link, section } from './blocks.ts';
import { content } from './content.ts';
import { dot, esc, plainly } from './esc.ts';
import { mention } from './mention.ts';
import { paragraph, run } from './rich-text.ts';
import type { Story, WantedMessage } from './story.ts';
import { likely, times, worst } from './suspicion.ts';

/**
 * An edit pings nobody, so one person is told once what to look at: whoever made the likely change, where the directory
 * knows them by the address of their commit, else whoever started it. An author nobody knows is named, not called.
 */
export function cause(story: Story, release: Release): WantedMessage | null {
  const { phase, countdown, by } = release;
  const error = worst(story);
  const called = error?.author ?? by;
  if (phase.kind !== 'rolled-back' || !countdown || !called || !error) return null;
  const { issue } = error;
  const id = idsOf(release.id, 'cause', 0);
  const name = esc(nameOf(release));
  const [suspect] = suspectsOf(error.trace, story.changelog);
  const change = suspect ? esc(suspect.change.pull ? `#${suspect.change.pull.number}` : suspect.change.title, 80) : null;
  const lead = change === null ? `${name} was rolled back. This error speaks against it:` : `${change} looks like the cause of the rollback of ${name}:`;
  const made = content(change === null ? `${name} was rolled back. Error to look at: ${dot(esc(issue.title, 120))}` : `${change} looks like the cause of the rollback of ${name}: ${dot(esc(issue.title, 120))}`, [
    section(id('who'), `${mention(called.id)} ${lead}`),
    paragraph(id('error'), run(plainly(issue.title, 200), { code: true }), run(`  ${plainly(issue.culprit, 100)} (${issue.what}, ${times(issue.count, 'time')}${issue.users > 0 ? `, ${times(issue.users, 'user')}` : ''})\n`), run('Likely change ', { bold: true }), ...likely(error, story)),
    actions(id('act'), [link('View Error', 'error', issue.link)]),
  ]);
  return { subject: release.id, kind: `cause:${countdown.number}`, lane: 'slack', place: 'thread', broadcast: false, post: true, content: made };
}
