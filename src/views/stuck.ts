import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { actButtons } from './act-button.ts';
import { users } from './amount.ts';
import { actions, context, header, idsOf, section } from './blocks.ts';
import { content } from './content.ts';
import { crowdOf, roughly } from './crowd.ts';
import { capital, dot, esc } from './esc.ts';
import type { Story, WantedMessage } from './story.ts';
import { clock } from './when.ts';

/** Davy cannot go on and says so once; three ways out. Afterwards the message only says that it was settled. */
export function stuckMessage(story: Story, release: Release): WantedMessage {
  const { phase } = release;
  const made = phase.kind === 'stuck' ? asking(story, release, phase.because, phase.since) : settled(release);
  return { subject: release.id, kind: 'stuck', lane: 'slack', place: 'thread', broadcast: true, post: phase.kind === 'stuck', content: made };
}

function asking(story: Story, release: Release, because: string, since: number) {
  const id = idsOf(release.id, 'stuck', release.rev);
  const name = nameOf(release);
  const { moved } = crowdOf(release);
  const where = moved === null ? '' : ` ${users(roughly(moved))} ${moved === 1 ? 'is' : 'are'} on ${esc(release.build.version, 60)} and ${moved === 1 ? 'stays' : 'stay'} there.`;
  return content(`${esc(name)} is stuck: ${dot(esc(because, 150))} Retry, roll back or finish it by hand.`, [
    header(id('head'), `${name} is stuck and needs a person`),
    section(id('why'), `:rotating_light: *${dot(capital(esc(because, 250)))}*${where} Davy changes nothing until somebody says how to go on.`),
    actions(id('act'), actButtons(story, release, ['retry', 'roll-back', 'done-by-hand'], ['retry', 'primary'])),
    context(id('foot'), [`Since ${clock(since)}`, 'The pager calls too', `Why: \`/release why ${story.service.name}\``]),
  ]);
}

function settled(release: Release) {
  const id = idsOf(release.id, 'stuck', 0);
  const name = nameOf(release);
  return content(`${esc(name)} is no longer stuck. Nobody needs to act.`, [
    header(id('head'), `${name} is no longer stuck`),
    section(id('why'), ':white_check_mark: *Settled.* The card of this thread says how it went on.'),
  ]);
}
