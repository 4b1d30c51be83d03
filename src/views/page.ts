import { nameOf } from '../release/outcome.ts';
import type { Countdown, Release } from '../release/release.ts';
import { actButtons } from './act-button.ts';
import { percent, span, users } from './amount.ts';
import { actions, context, facts, header, idsOf, link, section } from './blocks.ts';
import { content } from './content.ts';
import { shownLeft } from './countdown-words.ts';
import { crowdOf, roughly, shareOf } from './crowd.ts';
import { capital, dot, esc } from './esc.ts';
import { mention, together } from './mention.ts';
import { backOf } from './rollback.ts';
import { target } from './standing-back.ts';
import type { Story, WantedMessage } from './story.ts';
import { topError, worst } from './suspicion.ts';
import { clock, clockSeconds, utc, utcSeconds } from './when.ts';

/** The page of one countdown, from the call to what came of it. It has a lane of its own: nothing in Slack's way delays it. */
export function page(story: Story, release: Release, number: number): WantedMessage {
  const { countdown } = release;
  const mine = countdown?.number === number ? countdown : null;
  const made = mine ? (backOf(release) ? null : pending(story, release, mine)) : wellAgain(release, number);
  return {
    subject: release.id, kind: `page:${number}`, lane: 'page', place: 'thread', broadcast: true, post: mine !== null,
    content: made ?? rolledBackContent(story, release, number),
  };
}

function rolledBackContent(story: Story, release: Release, number: number) {
  const back = backOf(release);
  return back ? back(story, idsOf(release.id, `page${number}`, release.rev)) : wellAgain(release, number);
}

function pending(story: Story, release: Release, countdown: Countdown) {
  const last = countdown.postponements.at(-1);
  return last ? postponed(story, release, countdown, last) : countingDown(story, release, countdown);
}

function countingDown(story: Story, release: Release, countdown: Countdown) {
  const { deadline, because, number, since } = countdown;
  const id = idsOf(release.id, `page${number}`, release.rev);
  const name = nameOf(release);
  const left = shownLeft(deadline - story.now, deadline - since);
  const oncall = story.service.oncall;
  const time = span(deadline - since);
  return content(`${esc(name)} rolls back at ${utcSeconds(deadline)} unless postponed: ${dot(esc(because, 120))} Postpone it or roll back now in Slack.`, [
    header(id('head'), `Rolling back ${name} ${left === null ? 'now' : `in ${left}`}`),
    section(id('why'), `:rotating_light: ${oncall === null ? '' : `${mention(oncall)} `}*${dot(capital(esc(because, 200)))}* ${affected(release)} It rolls back by itself unless you postpone it.`),
    facts(id('facts'), [
      ['Rolls back at', `${clockSeconds(deadline)}${left === null ? '' : ` (${left} left)`}`],
      ['Then', `All users back on ${esc(target(release), 60)}`],
    ]),
    topError(id('error'), story),
    actions(id('act'), pageButtons(story, release)),
    context(id('foot'), [`No answer in ${time} means rollback`, `${whoCan(release, oncall === null ? [] : ['the on-call'])} can act`, 'Nothing moves forward meanwhile', 'The pager calls too']),
  ]);
}

function postponed(story: Story, release: Release, countdown: Countdown, last: Countdown['postponements'][number]) {
  const { deadline, because, number, postponements } = countdown;
  const id = idsOf(release.id, `page${number}`, release.rev);
  const name = nameOf(release);
  const who = esc(last.by.name, 60);
  const reason = last.reason === '' ? 'no reason yet' : esc(last.reason, 200);
  const { oncall } = story.service;
  const checking = deadline > last.until;
  const ends = checking ? `It looks healthy; unless it stays so, it rolls back at ${clockSeconds(deadline)}.` : 'Then it rolls back, unless it is healthy. It rolls back at once if it gets twice as bad.';
  return content(`Postponed: ${esc(name)} stays until ${utc(deadline)}. Postponed by ${who}: ${dot(reason)} ${dot(capital(esc(because, 80)))}`, [
    header(id('head'), checking ? `Rollback of ${name} is checked once more` : `Rollback of ${name} is postponed`),
    section(id('why'), `:double_vertical_bar: *${who} postponed it until ${clock(last.until)}*: ${dot(reason)} ${dot(capital(esc(because, 160)))} ${affected(release)} ${ends}`),
    topError(id('error'), story),
    actions(id('act'), pageButtons(story, release)),
    context(id('foot'), [`Postponed ${clockSeconds(last.at)}`, `${postponements.length} of ${release.plan.postponesMax}`, `${whoCan(release, oncall === null ? [] : ['the on-call'])} can act`]),
  ]);
}

function pageButtons(story: Story, release: Release) {
  return [...actButtons(story, release, ['roll-back', 'postpone'], ['roll-back', 'danger']), link('View Error', 'error', worst(story)?.issue.link)];
}

/** Health came back before the deadline. What it was is no longer known here; the ledger has it. */
function wellAgain(release: Release, number: number) {
  const id = idsOf(release.id, `page${number}`, 0);
  const name = nameOf(release);
  return content(`${esc(name)} is healthy again: the rollback was called off. Nobody needs to act.`, [
    header(id('head'), `${name} is healthy again`),
    section(id('why'), ':large_green_circle: *The rollback was called off.* Several fresh readings in a row were within their limits. It goes on from where it stood; approvals given before are void.'),
  ]);
}

function affected(release: Release): string {
  const { moved } = crowdOf(release);
  const share = shareOf(release);
  return moved === null ? '' : `${users(roughly(moved))}${share === null ? '' : ` (${percent(share)})`} ${moved === 1 ? 'is' : 'are'} on ${esc(release.build.version, 60)}.`;
}

function whoCan({ plan }: Release, others: readonly string[]): string {
  return together([...others, ...plan.signOff.map(({ team }) => esc(team, 40))]);
}
