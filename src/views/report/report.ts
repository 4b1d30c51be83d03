import type { RichTextElement } from '@slack/types';
import type { Item, Summary } from '../../summary/summary.ts';
import { texts } from '../../texts/texts.ts';
import { count } from '../blocks/amount.ts';
import { barChart } from '../blocks/bar-chart.ts';
import {
  actions,
  button,
  context,
  factFields,
  header,
  type Ids,
  idsOf,
  link,
  section,
} from '../blocks/blocks.ts';
import { type MessageContent, content, type ContentPart } from '../blocks/content.ts';
import { rangeWords, weekdayWord } from '../blocks/dates.ts';
import { esc, plainly } from '../blocks/esc.ts';
import { folded } from '../blocks/folded.ts';
import { day } from '../blocks/when.ts';
import { briefOf } from './three-sentences.ts';
import { factsOf, leadOf, serverFactsOf, spentWords } from './report-words.ts';
import { line, list, moment, textRun } from '../blocks/rich-text.ts';
import { table } from '../blocks/table.ts';

const say = texts.report;

/**
 * Where a summary is shown: to one person, who may share it, or to everybody. `how` ends it: when
 * it comes, and where to change that.
 */
export type Showing = {
  readonly share: string | null;
  readonly how: string | null;
  /** Where the whole report is read. */ readonly open?: string | null;
  readonly link: (message: { readonly channel: string; readonly ts: string }) => string | null;
};

const itemsMax = 8;
const rowsMax = 3;

/**
 * Three sentences first: what reached users, what broke, what waits and for whom. Every number
 * beside the one before it is folded below; no numbers of people.
 */
export function reportMessage(
  summary: Summary,
  { share, how, link: addressOf, open = null }: Showing,
): MessageContent {
  const { period, service } = summary;
  const id = idsOf(`${period.span}-${period.last}-${service ?? 'all'}`, 'report', 1);
  const title = say.title(
    service === null ? null : plainly(service, 40),
    period.span,
    period.first,
    period.last,
  );
  const { first, more } = leadOf(summary);
  const empty = summary.items.length === 0;
  return content(say.spoken(esc(title), `${first} ${more}`.trim()), [
    header(id('head'), title),
    section(id('lead'), briefOf(summary, day).join('\n')),
    ...(empty
      ? []
      : period.span === 'today'
        ? [items(id, summary, addressOf)]
        : numbers(id, summary, open !== null)),
    actions(id('act'), [
      share === null ? null : button(say.share, 'release summary', share),
      link(say.open, 'report', open),
    ]),
    context(id('foot'), [empty ? null : say.comparedWith[period.span], say.source, how]),
  ]);
}

/** Of a month the message says the most important; the rest is in the report it opens. */
function numbers(id: Ids, summary: Summary, isOpen: boolean): readonly ContentPart[] {
  if (isOpen && summary.period.span === 'month')
    return folded(id('fold'), say.fold, [factFields(id('facts'), factsOf(summary).slice(0, 6))]);
  const { period, bars } = summary;
  const spent = spentWords(summary);
  const extra = serverFactsOf(summary);
  const each: 'day' | 'week' = period.span === 'week' ? 'day' : 'week';
  const label = (bar: (typeof bars)[number]) =>
    period.span === 'week' ? weekdayWord(bar.first) : rangeWords(bar.first, bar.last);
  return [
    ...folded(id('fold'), say.fold, [
      factFields(id('facts'), factsOf(summary)),
      extra.length === 0 ? null : section(id('servers'), say.extra(extra)),
      spent === null ? null : section(id('spent'), say.spent(spent)),
      services(id, summary),
    ]),
    barChart(id('chart'), {
      title: say.chart.title[each],
      x: say.chart[each],
      y: say.chart.y,
      names: say.chart.names,
      points: bars.map((bar) => ({ label: label(bar), values: [bar.live, bar.rolledBack] })),
    }),
  ];
}

function services(id: Ids, { rows }: Summary): ContentPart {
  const rest = rows.slice(rowsMax);
  const sum = (of: (row: (typeof rest)[number]) => number) =>
    count(rest.reduce((total, row) => total + of(row), 0));
  const shown = rows
    .slice(0, rowsMax)
    .map(({ service, live, rolledBack, gist }) => [
      service,
      count(live),
      count(rolledBack),
      gist.join(', '),
    ]);
  const last =
    rest.length === 0
      ? []
      : [
          [
            say.more(rest.length),
            sum(({ live }) => live),
            sum(({ rolledBack }) => rolledBack),
            rest
              .flatMap(({ gist }) => gist.slice(0, 1))
              .slice(0, 2)
              .join(', '),
          ],
        ];
  return table(
    id('table'),
    [
      { name: say.columns.service, side: 'left' },
      { name: say.columns.live, side: 'right' },
      { name: say.columns.rolledBack, side: 'right' },
      { name: say.columns.gist, side: 'left', wraps: true },
    ],
    [...shown, ...last],
  );
}

function items(id: Ids, { items: all }: Summary, addressOf: Showing['link']): ContentPart {
  const shown = all.slice(-itemsMax);
  const hidden = all.length - shown.length;
  const lines = shown.map((item) =>
    line(
      textRun(`${plainly(item.service, 40)} ${plainly(item.version, 60)}`, { bold: true }),
      ...told(item),
      ...thread(item, addressOf),
    ),
  );
  return list(
    id('list'),
    'bullet',
    hidden > 0 ? [...lines, line(textRun(say.moreBefore(hidden)))] : lines,
  );
}

function thread({ card }: Item, addressOf: Showing['link']): readonly RichTextElement[] {
  const url = card ? addressOf(card) : null;
  return url === null ? [] : [textRun(' · '), { type: 'link', url, text: say.thread }];
}

function told({ outcome, at, gist }: Item): readonly RichTextElement[] {
  const after =
    outcome === 'live' && gist.length > 0
      ? `: ${plainly(gist.join(', '), 160)}`
      : outcome === 'taken-back'
        ? say.takenBack
        : '';
  return [textRun(` ${say.told[outcome]} `), moment(at), ...(after === '' ? [] : [textRun(after)])];
}
