import type { Act } from '../release/guards.ts';
import { type Nudge, stillLies, type Thing } from '../release/nudge.ts';
import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { actButtons } from './act-button.ts';
import { crowdOf, roughly } from './crowd.ts';
import { many, span, users } from './amount.ts';
import { actions, context, header, idsOf, section } from './blocks.ts';
import { content } from './content.ts';
import { dot, esc } from './esc.ts';
import { endButton } from './freeze.ts';
import { mention, mentionTeams } from './mention.ts';
import type { LineStory, ServiceFace, Story, WantedMessage } from './story.ts';
import { clock, utc } from './when.ts';

/** Reminders in a build's thread: one message a rung, taken back in place once somebody acted. */
export function nudges(story: Story, release: Release): readonly WantedMessage[] {
  const { line } = story;
  const own = release.nudges.map((nudge) => drawn(story, release, nudge));
  // The lock belongs into the thread of what locked it.
  const locks = line.nudges.filter(({ thing, about }) => thing === 'locked' && about === release.id);
  return [...own, ...locks.map((nudge) => drawn(story, release, nudge))];
}

function drawn(story: Story, release: Release, nudge: Nudge): WantedMessage {
  const lies = stillLies(nudge, story.line, release, story.now);
  const made = lies ? (nudge.thing === 'nobody' ? handover(story, release, nudge) : reminder(story, release, nudge)) : settled(release, nudge);
  return { subject: release.id, kind: kindOf(nudge), lane: 'slack', place: 'thread', broadcast: false, post: lies, content: made };
}

function kindOf({ thing, since, rung }: Nudge): string {
  return `nudge:${thing}:${since}:${rung}`;
}

const acts: Readonly<Record<Exclude<Thing, 'frozen'>, readonly Act[]>> = {
  waiting: ['approve', 'decline', 'stop'], approved: ['start', 'stop'], stuck: ['retry', 'roll-back', 'done-by-hand'], 'hold-ends': ['resume', 'roll-back'],
  'held-often': ['resume', 'roll-back'], postponed: ['roll-back', 'postpone'], nobody: ['own'], locked: ['unlock'],
};

function reminder(story: Story, release: Release, nudge: Nudge) {
  const id = idsOf(release.id, kindOf(nudge), release.rev);
  const { what, next } = wordsOf(story, release, nudge, clock);
  const spoken = wordsOf(story, release, nudge, utc);
  const name = nameOf(release);
  const shown = nudge.thing === 'frozen' ? [] : acts[nudge.thing];
  return content(`${dot(`${esc(name)} ${spoken.what}`)} ${spoken.next}`.replaceAll('`', ''), [
    section(id('text'), `:hourglass_flowing_sand: ${called(story.service, release, nudge)} *${dot(`${esc(name)} ${what}`)}* ${next}`),
    actions(id('act'), actButtons(story, release, shown)),
    context(id('foot'), [`Reminded ${clock(nudge.at)}`, ladderWords(nudge)]),
  ]);
}

/** What lies there since when, and what becomes of it when nobody acts. */
function wordsOf({ line }: Story, release: Release, { thing, since, at, to }: Nudge, when: (at: number) => string): { readonly what: string; readonly next: string } {
  const { service, hold, holds, countdown } = release;
  const time = span(at - since);
  switch (thing) {
    case 'waiting':
      return { what: `has waited ${time} for approval`, next: 'Approve it, decline it, or stop its pre-release: its servers serve users meanwhile.' };
    case 'approved':
      return { what: `was approved ${time} ago and has not gone out`, next: `What holds it up: \`/release why ${service}\`.` };
    case 'stuck':
      return { what: `has been stuck for ${time}`, next: 'It moves only when somebody says how to go on.' };
    case 'hold-ends':
      return { what: `goes on at ${hold ? when(hold.until) : 'the end of its hold'}, when the hold ends`, next: 'Hold it again, or roll it back, if it must not.' };
    case 'held-often':
      return { what: `is on hold for the ${holds}${ordinal(holds)} time`, next: 'Say together whether it goes on or back.' };
    case 'postponed':
      return { what: `rolls back at ${countdown ? when(countdown.deadline) : 'the end of the postponement'} unless it is healthy`, next: `${to ? esc(to.name, 60) : 'Somebody'} postponed it; the reason still helps whoever comes next.` };
    case 'locked':
      return { what: `locked ${service} ${time} ago`, next: `Nothing starts until somebody says why it may: \`/release unlock ${service} &lt;reason&gt;\`.${line.lock ? ` Locked: ${dot(esc(line.lock.reason, 120))}` : ''}` };
    case 'nobody':
    case 'frozen':
      return { what: 'waits', next: '' };
  }
}

/** Whoever owned it is here no more: five lines of where it stands, and a button that takes it. */
function handover(story: Story, release: Release, nudge: Nudge) {
  const id = idsOf(release.id, kindOf(nudge), release.rev);
  const name = nameOf(release);
  const who = nudge.to ? esc(nudge.to.name, 60) : 'Its owner';
  const { moved } = crowdOf(release);
  const { phase, hold, countdown, note } = release;
  const since = 'since' in phase ? ` since ${clock(phase.since)}` : '';
  return content(`${esc(name)} has no owner any more: ${who} is not here. Somebody has to take it over.`, [
    header(id('head'), `${name} needs a new owner`),
    section(id('text'), `:hourglass_flowing_sand: ${called(story.service, release, nudge)} ${who} started it and is no longer here. Whoever takes it over gets its questions and reminders; their own approval of it no longer counts.`),
    section(id('state'), [
      `• It is ${phase.kind}${since}.`,
      `• ${moved === null ? 'Its users could not be counted' : `${users(roughly(moved))} ${moved === 1 ? 'is' : 'are'} on it`}.`,
      `• ${many(release.approvals.length, 'approval')} so far.`,
      `• ${hold ? `On hold until ${clock(hold.until)}` : countdown ? 'A rollback is pending' : 'Nothing stops it'}.`,
      ...(note === '' ? [] : [`• Its note: ${dot(esc(note, 150))}`]),
    ].join('\n')),
    actions(id('act'), actButtons(story, release, ['own'])),
    context(id('foot'), [`Asked ${clock(nudge.at)}`, `Members of the teams and the on-call of ${esc(story.service.name, 40)} can take over`]),
  ]);
}

function settled(release: Release, nudge: Nudge) {
  const id = idsOf(release.id, kindOf(nudge), 0);
  const name = nameOf(release);
  const how = nudge.thing === 'nobody' && release.by ? `${esc(release.by.name, 60)} owns it now.` : 'Somebody acted, or it went on by itself.';
  return content(`Reminder about ${esc(name)} is settled. Nobody needs to act.`, [
    section(id('text'), `:white_check_mark: *Settled.* ${how}`),
    context(id('foot'), [`Reminded ${clock(nudge.at)}`]),
  ]);
}

function ladderWords({ thing, rung }: Nudge): string | null {
  if (thing === 'hold-ends' || thing === 'postponed') return null;
  if (rung === 'on-call') return 'This was the last reminder';
  return rung === 'owner' ? 'Next the team is asked, after 4 office hours' : 'Next the on-call is asked, after 4 office hours';
}

/** An owner by name; teams and on-call by their groups. Where there is no on-call the teams hear it. */
function called(service: ServiceFace, release: Release, { rung, to }: Nudge): string {
  const owner = to ?? release.by;
  if (rung === 'owner' && owner) return mention(owner.id);
  if (rung === 'on-call' && service.oncall !== null) return mention(service.oncall);
  return mentionTeams(service, service.teams.map(({ name }) => name));
}

function ordinal(n: number): string {
  const last = n % 100 > 10 && n % 100 < 14 ? 0 : n % 10;
  return last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th';
}

/** A freeze belongs to no build: whoever set it is asked alone first, then the channel. */
export function freezeNudges({ line, service, now }: LineStory): readonly WantedMessage[] {
  return line.nudges.filter(({ thing }) => thing === 'frozen').map((nudge) => {
    const lies = stillLies(nudge, line, null, now);
    const id = idsOf(`line:${service.name}`, kindOf(nudge), nudge.at % 1_000_000);
    const alone = nudge.rung === 'owner' && nudge.to ? { to: nudge.to.id } : {};
    const made = lies && line.freeze ? frozen(service, nudge, line.freeze, id) : content(`The freeze of ${esc(service.name)} is over. Nobody needs to act.`, [section(id('text'), ':white_check_mark: *Settled.* The freeze is over.')]);
    return { subject: `line:${service.name}`, kind: kindOf(nudge), lane: 'slack', place: 'channel', broadcast: false, post: lies, content: made, ...alone } as const;
  });
}

function frozen(service: ServiceFace, nudge: Nudge, { until, reason, by }: { readonly until: number; readonly reason: string; readonly by: { readonly name: string } }, id: (part: string) => string) {
  const who = nudge.rung === 'owner' && nudge.to ? mention(nudge.to.id) : nudge.rung === 'on-call' && service.oncall !== null ? mention(service.oncall) : mentionTeams(service, service.teams.map(({ name }) => name));
  const time = span(nudge.at - nudge.since);
  return content(`${esc(service.name)} has been frozen for ${time} by ${esc(by.name, 60)}: ${dot(esc(reason, 120))}`, [
    section(id('text'), `:hourglass_flowing_sand: ${who} *${esc(service.name)} has been frozen for ${time}* by ${esc(by.name, 60)}: ${dot(esc(reason, 150))} It ends by itself at ${clock(until)}.`),
    actions(id('act'), [endButton(service)]),
    context(id('foot'), [`Reminded ${clock(nudge.at)}`, ladderWords(nudge)]),
  ]);
}
