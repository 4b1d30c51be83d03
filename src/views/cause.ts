import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { count, many } from './amount.ts';
import { actions, idsOf, link, section } from './blocks.ts';
import { content } from './content.ts';
import { dot, esc, plainly } from './esc.ts';
import { mention } from './mention.ts';
import { topIssue } from './page.ts';
import { paragraph, run } from './rich-text.ts';
import type { Story, WantedMessage } from './story.ts';

/** An edit pings nobody, so whoever started it is told once what to look at. */
export function cause(_: Story, release: Release): WantedMessage | null {
  const { phase, countdown, by } = release;
  const issue = topIssue(release);
  if (phase.kind !== 'rolled-back' || !countdown || !by || !issue) return null;
  const id = idsOf(release.id, 'cause', 0);
  const seen = `${issue.what}, ${many(issue.count, 'time')}${issue.users > 0 ? `, ${count(issue.users)} users` : ''}`;
  const made = content(`${esc(nameOf(release))} was rolled back. Error to look at: ${dot(esc(issue.title, 120))}`, [
    section(id('who'), `${mention(by.id)} ${esc(nameOf(release))} was rolled back. This error speaks against it:`),
    paragraph(id('error'), run(plainly(issue.title, 200), { code: true }), run(`  ${plainly(issue.culprit, 100)} (${seen})`)),
    actions(id('act'), [link('View Error', 'error', issue.link)]),
  ]);
  return { subject: release.id, kind: `cause:${countdown.number}`, lane: 'slack', place: 'thread', broadcast: false, post: true, content: made };
}
