import { signOff } from '../release/approvals.ts';
import { nameOf } from '../release/outcome.ts';
import type { Approval, Release } from '../release/release.ts';
import { actButtons } from './act-button.ts';
import { many, span } from './amount.ts';
import { actions, context, facts, header, idsOf, section } from './blocks.ts';
import { content } from './content.ts';
import { capital, dot, esc } from './esc.ts';
import { mentionTeams, together } from './mention.ts';
import type { Story, WantedMessage } from './story.ts';
import { clock, day, utc } from './when.ts';

/** The question to the people who own the change: exactly one build and plan, who may answer, and what no answer means. */
export function approval(story: Story, release: Release): WantedMessage {
  const asks = release.phase.kind === 'waiting';
  const stands = asks || release.phase.kind === 'approved';
  const made = stands && release.countdown ? paused(release) : asks ? asking(story, release) : decided(story, release);
  return { subject: release.id, kind: 'approval', lane: 'slack', place: 'thread', broadcast: false, post: stands, content: made };
}

function asking(story: Story, release: Release) {
  const { plan, phase, rev, by } = release;
  const id = idsOf(release.id, 'approval', rev);
  const name = nameOf(release);
  const words = signOff(release, story.now, null);
  const given = words.reduce((sum, word) => sum + Math.min(word.by.length, word.of), 0);
  const needed = words.reduce((sum, { of }) => sum + of, 0);
  const teams = together(words.map(({ team }) => esc(team, 40)));
  const expires = ('since' in phase ? phase.since : release.at) + plan.approvalTtlMs;
  const who = by ? `${esc(by.name, 60)} asks` : 'Davy asks';
  const count = `${given} of ${needed}`;
  return content(`Approval needed from ${teams}: move all users to ${esc(name)}. Soak passed. ${count} approvals, expires ${utcDay(expires)}.`, [
    header(id('head'), `Approval needed: release ${name} to everyone`),
    section(id('ask'), `${mentionTeams(story.service, words.map(({ team }) => team))} ${ask(release, who)}`.trim()),
    facts(id('facts'), [
      ['Soak', `:white_check_mark: Passed, ${span(plan.soakMs)}`],
      ['Approvals', `${count} needed${words.length > 1 ? `: ${words.map((word) => `${esc(word.team, 40)} ${word.by.length} of ${word.of}`).join(', ')}` : ''}`],
      ['Build', `${esc(release.build.version, 60)}, commit \`${esc(release.build.commit.slice(0, 10))}\``],
      ['Expires', day(expires)],
    ]),
    actions(id('act'), actButtons(story, release, ['approve', 'decline', 'undo'], ['approve', 'primary'])),
    context(id('log'), [given > 0 ? log(release.approvals) : null, `Members of ${teams} can approve${by ? `, except ${esc(by.name, 60)} who started it` : ''}`, 'Valid for this build and plan only', 'No answer means no release']),
  ]);
}

function paused(release: Release) {
  const id = idsOf(release.id, 'approval', release.rev);
  const name = nameOf(release);
  const because = dot(capital(esc(release.countdown?.because ?? '', 160)));
  return content(`Paused: approval of ${esc(name)} is off until it is healthy. ${because}`, [
    header(id('head'), `Approval of ${name} is paused`),
    section(id('ask'), `:warning: *Paused.* ${because} Approve is off until it is healthy; approvals given before are void.`),
  ]);
}

/** The question is over: who said what, and what came of it. */
function decided(story: Story, release: Release) {
  const id = idsOf(release.id, 'approval', release.rev);
  const name = nameOf(release);
  const { phase } = release;
  const yes = phase.kind === 'approved' || phase.kind === 'carried' || phase.kind === 'stuck';
  if (!yes && 'because' in phase) return over(release, phase.because);
  const who = release.approvals.length > 0 ? dot(` Approved by ${together(names(release.approvals))}`) : '';
  const then = story.release ? 'Its release has started.' : 'Its release is next.';
  return content(`Approved: ${esc(name)} may go to all users.${who}`, [
    header(id('head'), `Approved: release ${name} to everyone`),
    section(id('ask'), `${ask(release, release.by ? `${esc(release.by.name, 60)} asked` : 'Davy asked')} ${then}`),
    phase.kind === 'approved' && !story.release ? actions(id('act'), actButtons(story, release, ['start', 'undo'], ['start', 'primary'])) : null,
    context(id('log'), [`:white_check_mark: ${release.approvals.length > 0 ? log(release.approvals) : 'Approved'}`, `commit ${esc(release.build.commit.slice(0, 10))}`]),
  ]);
}

function over(release: Release, because: string) {
  const { phase } = release;
  const id = idsOf(release.id, 'approval', 0);
  const name = nameOf(release);
  const end = phase.kind === 'rolling-back' ? phase.end : phase.kind;
  const [word, sign] = end === 'declined' ? ['Declined', ':x:'] : end === 'expired' ? ['Not released', ':x:'] : ['Withdrawn', ':leftwards_arrow_with_hook:'];
  return content(`${dot(capital(esc(because, 160)))} ${esc(name)} does not go to all users.`, [
    header(id('head'), `${word}: release of ${name}`),
    section(id('ask'), `~${ask(release, release.by ? `${esc(release.by.name, 60)} asked` : 'Davy asked')}~`),
    context(id('log'), [`${sign} ${capital(esc(because, 200))}`]),
  ]);
}

function ask({ plan, target, build }: Release, who: string): string {
  const time = plan.betweenBatchesMs * plan.batches.length + plan.watchMs;
  return `${who} to move *all users* from ${esc(target?.version ?? 'the live version', 60)} to *${esc(build.version, 60)}*, in ${many(plan.batches.length, 'batch', 'batches')} over at least ${span(time)}.`;
}

function log(approvals: readonly Approval[]): string {
  const byPerson = new Map(approvals.map((one) => [one.by.id, one]));
  return [...byPerson.values()].map((one) => `Approved by ${esc(one.by.name, 60)} ${clock(one.at)}`).join(' · ');
}

/** People once each, whatever number of teams they spoke for. */
export function names(approvals: readonly Approval[]): readonly string[] {
  return [...new Map(approvals.map(({ by }) => [by.id, esc(by.name, 60)])).values()];
}

function utcDay(at: number): string {
  return `${new Date(at).toISOString().slice(0, 10)} at ${utc(at)}`;
}
