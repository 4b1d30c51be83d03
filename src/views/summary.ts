import { batchesOf } from '../release/move.ts';
import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { names } from './approval.ts';
import { many, span, users } from './amount.ts';
import { context, facts, header, idsOf, section } from './blocks.ts';
import { content } from './content.ts';
import { crowdOf, roughly } from './crowd.ts';
import { esc } from './esc.ts';
import { together } from './mention.ts';
import { readinessLine } from './readiness.ts';
import { compared } from './signals.ts';
import type { Story, WantedMessage } from './story.ts';
import { clock } from './when.ts';

/** What everybody may know at the end: it is live, how long it took, who said yes, and whether anything was wrong. */
export function summary(story: Story, release: Release): WantedMessage | null {
  const { phase, approvals, countdowns, fast } = release;
  if (phase.kind !== 'live') return null;
  const id = idsOf(release.id, 'summary', 0);
  const name = nameOf(release);
  const { moved } = crowdOf(release);
  const began = story.prerelease?.at ?? release.at;
  const errors = compared(release.watch.readings);
  const back = release.target?.version;
  const again = fast ? 'again ' : '';
  const who = approvals.length > 0 ? together(names(approvals)) : release.by ? `Started by ${esc(release.by.name, 60)}` : 'Started by itself';
  const made = content(`${esc(name)} is live ${again}for all users after ${span(phase.at - began)}. ${countdowns === 0 ? 'No page, no rollback.' : `${many(countdowns, 'page')}, no rollback.`}`, [
    header(id('head'), `${name} is live ${again}for all users`),
    section(id('text'), `:white_check_mark: *Done.* All users are on ${esc(release.build.version, 60)}${back === undefined ? '' : `, none on ${esc(back, 60)}`}.`),
    facts(id('facts'), [
      ['Start to everyone', span(phase.at - began)],
      ['Users moved', `${moved === null ? 'All' : users(roughly(moved))} in ${many(batchesOf(release).length, 'batch', 'batches')}`],
      [approvals.length > 0 ? 'Approved by' : 'Started by', approvals.length > 0 ? who : who.replace('Started by ', '')],
      errors ? [esc(errors.name, 60), errors.text] : ['Pages', String(countdowns)],
    ]),
    back === undefined || fast ? null : section(id('back'), readinessLine(release, story.changelog)),
    context(id('foot'), [
      `Live since ${clock(phase.at)}`,
      countdowns === 0 ? 'no page' : many(countdowns, 'page'),
      back === undefined || fast ? null : `to go back to ${esc(back, 60)}: \`/rollback ${story.service.name}\``,
      story.line.lock ? `${story.service.name} is locked: \`/release unlock ${story.service.name}\`` : null,
    ]),
  ]);
  return { subject: release.id, kind: 'summary', lane: 'slack', place: 'thread', broadcast: true, post: true, content: made };
}
