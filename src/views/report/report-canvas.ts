/**
 * # src/views/report
 *
 * Reports of days, weeks and months.
 */

import type { Item, SummaryRow, Summary } from '../../summary/summary.ts';
import { texts } from '../../texts/texts.ts';
import { count } from '../blocks/amount.ts';
import { cut, plainly } from '../blocks/esc.ts';
import { timelineWords } from '../rollback/afterwards.ts';
import { factsOf, serverFactsOf, spentWords } from './report-words.ts';
import type { Showing } from './report.ts';
import { briefParts } from './three-sentences.ts';

const say = texts.report;
const itemsMax = 200;
/** So many of what broke are told in full, and so much of each. */
const brokenMax = 20;
const entriesMax = 30;
/** Slack takes 300 cells in a table. */
const rowsMax = 60;

/** The whole report of a period as Slack's canvases take it: what a message has no room for. */
export function reportCanvas(
  summary: Summary,
  link: Showing['link'],
): { readonly title: string; readonly markdown: string } {
  const { period, service, items, rows } = summary;
  const title = say.title(
    service === null ? null : plainly(service, 40),
    period.span,
    period.first,
    period.last,
  );
  const spent = spentWords(summary);
  const foot = [say.comparedWith[period.span], say.source].filter((part) => part !== null);
  const parts = [
    ...briefParts(summary, { clean: plainly, moment: (at) => say.canvas.at(at, period.zone) }).map(
      ([name, what]) => `**${words(name)}:** ${words(what, 1_500)}`,
    ),
    ...brokenParts(summary),
    `## ${say.canvas.numbers}`,
    table(
      [say.canvas.number, say.canvas.value],
      [...factsOf(summary), ...serverFactsOf(summary)].map(([name, value]) => [name, value]),
    ),
    ...(spent === null ? [] : [`## ${say.canvas.spent}`, words(spent)]),
    ...(rows.length === 0
      ? []
      : [
          `## ${say.canvas.services}`,
          table(
            [say.columns.service, say.columns.live, say.columns.rolledBack, say.columns.gist],
            rows.slice(0, rowsMax).map(cellsOf),
          ),
        ]),
    ...(items.length === 0
      ? []
      : [
          `## ${say.canvas.items}`,
          items
            .slice(-itemsMax)
            .map((item) => itemOf(item, summary, link))
            .join('\n'),
        ]),
    `---\n${words(foot.join(' · '))}`,
  ];
  return { title: cut(title, 200), markdown: parts.join('\n\n') };
}

/** What broke and who did what, when and why: reasons that people gave stay readable here. */
function brokenParts({ broken, period: { zone } }: Summary): readonly string[] {
  const told = broken.filter(({ timeline = [] }) => timeline.length > 0).slice(-brokenMax);
  if (told.length === 0) return [];
  return [
    `## ${say.canvas.broken}`,
    ...told.flatMap(({ service, version, at, timeline = [] }) => [
      `**${words(say.canvas.brokenHead(`${service} ${version}`, say.canvas.at(at, zone)))}**`,
      timeline
        .slice(-entriesMax)
        .map((entry) => `- ${words(say.canvas.at(entry.at, zone) + timelineWords(entry))}`)
        .join('\n'),
    ]),
  ];
}

function cellsOf({ service, live, rolledBack, gist }: SummaryRow): readonly string[] {
  return [service, count(live), count(rolledBack), gist.join(', ')];
}

/** Times stand in the zone of the report: a canvas knows no dates that turn with their reader. */
function itemOf(
  { service, version, outcome, at, gist, card }: Item,
  { period }: Summary,
  link: Showing['link'],
): string {
  const url = card ? link(card) : null;
  const what = gist.length === 0 ? '' : `: ${words(gist.join(', '))}`;
  const when = words(say.canvas.at(at, period.zone));
  const later = outcome === 'taken-back' ? words(say.takenBack) : '';
  const more = url === null ? '' : ` [${say.thread}](${url})`;
  const name = words(`${service} ${version}`);
  return `- **${name}** ${words(say.told[outcome])} ${when}${what}${later}${more}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => words(cell) || ' ').join(' | ')} |`;
  return [row(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(row)].join('\n');
}

/** Outside text as it stands: no markup, no link, no mention, on one line. */
function words(text: string, most = 400): string {
  return plainly(text, most)
    .replace(/[\\`*_{}[\]()<>#+!|~@:-]/g, (sign) =>
      sign === ':' || sign === '-' ? sign : `\\${sign}`,
    )
    .replace(/^(\s*)([-+])/, '$1\\$2')
    .replace(/^(\d+)\./, '$1\\.');
}
