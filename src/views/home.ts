import type { SectionBlock } from '@slack/types';
import { nameOf } from '../release/outcome.ts';
import { count } from './amount.ts';
import { actions, button, context, facts, header, idsOf, type Ids, section } from './blocks.ts';
import { type Content, content, type Part } from './content.ts';
import { cut, esc, plainly } from './esc.ts';
import type { HomeFacts } from './home-facts.ts';
import { askWords, healthWords, stateWords } from './home-words.ts';
import { together } from './mention.ts';
import { factsOf, leadOf } from './report-words.ts';
import { table } from './table.ts';
import { clock } from './when.ts';

const shownMax = 8;

/** What this person needs now on top, then what runs, then their services. The first block alone changes with the time. */
export function home(of: HomeFacts): Content {
  const id = idsOf(of.person, 'home', 1);
  return content('Davy: what waits for you and what runs now.', [
    context(id('now'), [`Updated ${clock(of.now)}`]),
    ...(of.greeted ? [] : greeting(id, of)),
    ...calls(id, of),
    ...asks(id, of),
    ...week(id, of),
    ...running(id, of),
    ...services(id, of),
    actions(id('act'), [button('Start Pre-Release', 'prerelease', '', of.asks.length + of.calls.length > 0 || !of.greeted ? {} : { style: 'primary' }), button('Notification Settings', 'release settings', '')]),
  ]);
}

function greeting(id: Ids, { services: mine }: HomeFacts): readonly Part[] {
  return [
    section(id('hello'), `Davy brings a build to a few users, watches it, and asks before everyone gets it. Try \`/prerelease ${esc(mine[0]?.name ?? 'board', 40)}\` in a channel.`),
    actions(id('begin'), [button('Pick My Services', 'release settings', '', { style: 'primary' }), button('Dismiss', 'release greeted', 'yes')]),
  ];
}

function calls(id: Ids, { calls: all }: HomeFacts): readonly Part[] {
  if (all.length === 0) return [];
  return [header(id('calls'), 'Needs somebody now'), ...all.slice(0, shownMax).map((release, i) => item(id(`call-${i}`), `*${esc(nameOf(release), 90)}* · ${stateWords(release)}\n${healthWords(release)}`, button('See What to Do', 'release actions', release.id, { spoken: `See what to do about ${nameOf(release)}` })))];
}

function asks(id: Ids, { asks: all, calls: called, services: mine, greeted }: HomeFacts): readonly Part[] {
  const head = header(id('asks'), 'Waiting for you');
  if (all.length === 0) {
    const names = together(mine.slice(0, 3).map(({ name }) => esc(name, 40)));
    return called.length > 0 ? [] : [head, section(id('none'), `_Nothing waits for you.${names === '' ? '' : ` You will see approvals for ${names} here.`}_`)];
  }
  return [head, ...all.slice(0, shownMax).map((release, i) => item(
    id(`ask-${i}`), `*Approve ${esc(nameOf(release), 90)} for everyone*\n${askWords(release)}`,
    button('Review', 'release review', `${release.id}.${release.rev}`, { ...(i === 0 && greeted ? { style: 'primary' as const } : {}), spoken: `Review the approval of ${nameOf(release)}` }),
  )), more(id('asks-more'), all.length)];
}

/** Six numbers, for people who carry the whole. */
function week(id: Ids, { week: numbers }: HomeFacts): readonly Part[] {
  if (numbers === null) return [];
  const { first, more: rest } = leadOf(numbers);
  return [
    header(id('week'), 'The last 7 days'),
    section(id('week-lead'), `*${first}* ${rest}`.trim()),
    facts(id('week-facts'), factsOf(numbers).slice(0, 6)),
    actions(id('week-act'), [button('Show Summary', 'release summary', 'week'), button('Change Summary', 'release settings', '')]),
  ];
}

function running(id: Ids, { running: all }: HomeFacts): readonly Part[] {
  if (all.length === 0) return [];
  return [header(id('running'), 'Running now'), ...all.slice(0, shownMax).map((release, i) => item(
    id(`run-${i}`), `*${esc(nameOf(release), 90)}* · ${stateWords(release)}\n_${healthWords(release)}_`, button('Actions', 'release actions', release.id, { spoken: `Hold, roll back or open the thread of ${nameOf(release)}` }),
  )), more(id('running-more'), all.length)];
}

function services(id: Ids, { services: mine }: HomeFacts): readonly Part[] {
  const rows = mine.slice(0, 15).map(({ name, live, inLine, liveCount, rolledBack }) => [name, live?.version ?? 'unknown', inLine.join(', '), `${count(liveCount)} live${rolledBack === 0 ? '' : `, ${count(rolledBack)} rolled back`}`]);
  if (rows.length === 0) return [];
  return [header(id('services'), 'Your services'), table(id('table'), [{ name: 'Service', side: 'left' }, { name: 'Live', side: 'left' }, { name: 'On the way', side: 'left' }, { name: 'Last 7 days', side: 'left' }], rows.map((row) => row.map((cell) => cut(plainly(cell, 60), 60))))];
}

function item(block_id: string, text: string, accessory: ReturnType<typeof button>): SectionBlock {
  return { ...section(block_id, text), accessory };
}

function more(block_id: string, all: number): Part {
  return all > shownMax ? context(block_id, [`and ${count(all - shownMax)} more: \`/release status\``]) : null;
}
