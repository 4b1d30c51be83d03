import type { RichTextElement } from '@slack/types';
import type { Item, Summary } from '../summary/summary.ts';
import { count } from './amount.ts';
import { barChart } from './bar-chart.ts';
import { actions, button, context, facts, header, type Ids, idsOf, section } from './blocks.ts';
import { type Content, content, type Part } from './content.ts';
import { dateWords, rangeWords, weekdayWord } from './dates.ts';
import { esc, plainly } from './esc.ts';
import { factsOf, leadOf, spentWords } from './report-words.ts';
import { line, list, run } from './rich-text.ts';
import { table } from './table.ts';
import { utc } from './when.ts';

/** Where a summary is shown: to one person, who may share it, or to everybody. `how` ends it: when it comes, and where to change that. */
export type Showing = { readonly share: string | null; readonly how: string | null; readonly link: (message: { readonly channel: string; readonly ts: string }) => string | null };

const itemsMax = 8;
const rowsMax = 3;

/** What reached users, did it break, how fast was it fixed, what waits: one sentence first, every number beside the one before it. No names of people. */
export function report(summary: Summary, { share, how, link }: Showing): Content {
  const { period, service } = summary;
  const id = idsOf(`${period.span}-${period.last}-${service ?? 'all'}`, 'report', 1);
  const title = `Releases${service === null ? '' : ` of ${plainly(service, 40)}`}${period.span === 'today' ? ` today, ${dateWords(period.last)}` : `, ${rangeWords(period.first, period.last)}`}`;
  const { first, more } = leadOf(summary);
  const empty = summary.items.length === 0;
  return content(`${esc(title)}: ${first} ${more}`.trim(), [
    header(id('head'), title),
    section(id('lead'), `*${first}* ${more}`.trim()),
    ...(empty ? [] : period.span === 'today' ? [items(id, summary, link)] : numbers(id, summary)),
    share === null ? null : actions(id('act'), [button('Share in Channel', 'release summary', share)]),
    context(id('foot'), [empty ? null : period.span === 'today' ? null : `Compared with the ${period.span === 'week' ? '7 days' : '4 weeks'} before`, 'Counted from the ledger', how]),
  ]);
}

function numbers(id: Ids, summary: Summary): readonly Part[] {
  const { period, bars } = summary;
  const spent = spentWords(summary);
  const label = (bar: (typeof bars)[number]) => (period.span === 'week' ? weekdayWord(bar.first) : rangeWords(bar.first, bar.last));
  return [
    facts(id('facts'), factsOf(summary)),
    barChart(id('chart'), {
      title: `Releases per ${period.span === 'week' ? 'day' : 'week'}, by outcome`, x: period.span === 'week' ? 'Day' : 'Week', y: 'Releases',
      names: ['Live', 'Rolled back'], points: bars.map((bar) => ({ label: label(bar), values: [bar.live, bar.rolledBack] })),
    }),
    spent === null ? null : section(id('spent'), `*Where the time of a release went (median)*\n${spent}`),
    services(id, summary),
  ];
}

function services(id: Ids, { rows }: Summary): Part {
  const rest = rows.slice(rowsMax);
  const sum = (of: 'live' | 'rolledBack') => count(rest.reduce((total, row) => total + row[of], 0));
  const shown = rows.slice(0, rowsMax).map(({ service, live, rolledBack, gist }) => [service, count(live), count(rolledBack), gist.join(', ')]);
  const last = rest.length === 0 ? [] : [[`and ${rest.length} more`, sum('live'), sum('rolledBack'), rest.flatMap(({ gist }) => gist.slice(0, 1)).slice(0, 2).join(', ')]];
  return table(id('table'), [{ name: 'Service', side: 'left' }, { name: 'Live', side: 'right' }, { name: 'Rolled back', side: 'right' }, { name: 'What users got', side: 'left', wraps: true }], [...shown, ...last]);
}

function items(id: Ids, { items: all }: Summary, link: Showing['link']): Part {
  const shown = all.slice(-itemsMax);
  const hidden = all.length - shown.length;
  const lines = shown.map((item) => line(run(`${plainly(item.service, 40)} ${plainly(item.version, 60)}`, { bold: true }), ...told(item), ...thread(item, link)));
  return list(id('list'), 'bullet', hidden > 0 ? [...lines, line(run(`and ${count(hidden)} more before that`))] : lines);
}

function thread({ card }: Item, link: Showing['link']): readonly RichTextElement[] {
  const url = card ? link(card) : null;
  return url === null ? [] : [run(' · '), { type: 'link', url, text: 'Thread' }];
}

function told({ outcome, at, gist }: Item): readonly RichTextElement[] {
  const got = gist.length === 0 ? '' : `: ${plainly(gist.join(', '), 160)}`;
  switch (outcome) {
    case 'live':
      return [run(' live '), moment(at), ...(got === '' ? [] : [run(got)])];
    case 'taken-back':
      return [run(' live '), moment(at), run(', taken back later')];
    case 'rolled-back':
      return [run(' rolled back '), moment(at)];
    case 'stopped':
      return [run(' went back from its canary '), moment(at)];
    case 'waiting':
      return [run(' waits for approval since '), moment(at)];
    case 'moving':
      return [run(' is releasing since '), moment(at)];
  }
}

function moment(at: number): RichTextElement {
  return { type: 'date', timestamp: Math.floor(at / 1_000), format: '{date_short_pretty} at {time}', fallback: utc(at) };
}
