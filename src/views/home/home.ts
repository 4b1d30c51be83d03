import type { SectionBlock } from '@slack/types';
import { nameOf } from '../../release/state/outcome.ts';
import { texts } from '../../texts/texts.ts';
import {
  actions,
  button,
  context,
  factFields,
  header,
  idsOf,
  type Ids,
  section,
} from '../blocks/blocks.ts';
import { type MessageContent, content, type ContentPart } from '../blocks/content.ts';
import { cut, esc, plainly } from '../blocks/esc.ts';
import type { HomeFacts } from './home-facts.ts';
import { led } from './home-lead.ts';
import { askWords, healthWords, stateWords } from './home-words.ts';
import { briefOf } from '../report/three-sentences.ts';
import { factsOf } from '../report/report-words.ts';
import { folded } from '../blocks/folded.ts';
import { table } from '../blocks/table.ts';
import { clock, day } from '../blocks/when.ts';
import { writeRef } from '../../release/state/release-ref.ts';

const say = texts.home;

const shownMax = 8;

/**
 * What this person needs now on top, then what runs, then their services. The first block alone
 * changes with the time.
 */
export function homeTab(of: HomeFacts): MessageContent {
  const id = idsOf(of.person, 'home', 1);
  return content(say.spoken, [
    context(id('now'), [say.updated(clock(of.now))]),
    ...(of.greeted ? [] : greeting(id, of)),
    ...calls(id, of),
    ...asks(id, of),
    ...week(id, of),
    ...running(id, of),
    ...services(id, of),
    ...led(id, of),
    actions(id('act'), [
      button(
        say.start,
        'prerelease',
        '',
        of.asks.length + of.calls.length > 0 || !of.greeted ? {} : { style: 'primary' },
      ),
      button(say.settings, 'release settings', ''),
    ]),
  ]);
}

function greeting(id: Ids, { services: mine }: HomeFacts): readonly ContentPart[] {
  return [
    section(id('hello'), say.hello(esc(mine[0]?.name ?? say.exampleService, 40))),
    actions(id('begin'), [
      button(say.pick, 'release settings', '', { style: 'primary' }),
      button(say.dismiss, 'release greeted', 'yes'),
    ]),
  ];
}

function calls(id: Ids, { calls: all }: HomeFacts): readonly ContentPart[] {
  if (all.length === 0) return [];
  return [
    header(id('calls'), say.calls),
    ...all.slice(0, shownMax).map((release, i) =>
      item(
        id(`call-${i}`),
        `*${esc(nameOf(release), 90)}* · ${stateWords(release)}\n${healthWords(release)}`,
        button(say.todo, 'release actions', release.id, {
          spoken: say.spokenTodo(nameOf(release)),
        }),
      ),
    ),
  ];
}

function asks(
  id: Ids,
  { asks: all, calls: called, services: mine, greeted }: HomeFacts,
): readonly ContentPart[] {
  const head = header(id('asks'), say.asks);
  if (all.length === 0) {
    return called.length > 0
      ? []
      : [
          head,
          section(
            id('none'),
            `_${say.nothing(mine.slice(0, 3).map(({ name }) => esc(name, 40)))}_`,
          ),
        ];
  }
  return [
    head,
    ...all.slice(0, shownMax).map((release, i) =>
      item(
        id(`ask-${i}`),
        `*${say.approve(esc(nameOf(release), 90))}*\n${askWords(release)}`,
        button(say.review, 'release review', writeRef(release), {
          ...(i === 0 && greeted ? { style: 'primary' as const } : {}),
          spoken: say.spokenReview(nameOf(release)),
        }),
      ),
    ),
    more(id('asks-more'), all.length),
  ];
}

/** Six numbers, for people who carry the whole. */
function week(id: Ids, { week: numbers }: HomeFacts): readonly ContentPart[] {
  if (numbers === null) return [];
  return [
    header(id('week'), say.week),
    section(id('week-lead'), briefOf(numbers, day).join('\n')),
    ...folded(id('week-fold'), texts.report.fold, [
      factFields(id('week-facts'), factsOf(numbers).slice(0, 6)),
    ]),
    actions(id('week-act'), [
      button(say.summary, 'release summary', 'week'),
      button(say.changeSummary, 'release settings', ''),
    ]),
  ];
}

function running(id: Ids, { running: all }: HomeFacts): readonly ContentPart[] {
  if (all.length === 0) return [];
  return [
    header(id('running'), say.running),
    ...all.slice(0, shownMax).map((release, i) =>
      item(
        id(`run-${i}`),
        `*${esc(nameOf(release), 90)}* · ${stateWords(release)}\n_${healthWords(release)}_`,
        button(say.actions, 'release actions', release.id, {
          spoken: say.spokenActions(nameOf(release)),
        }),
      ),
    ),
    more(id('running-more'), all.length),
  ];
}

function services(id: Ids, { services: mine }: HomeFacts): readonly ContentPart[] {
  const rows = mine
    .slice(0, 15)
    .map(({ name, live, inLine, liveCount, rolledBack }) => [
      name,
      live?.version ?? say.unknown,
      inLine.join(', '),
      say.counts(liveCount, rolledBack),
    ]);
  if (rows.length === 0) return [];
  return [
    header(id('services'), say.services),
    table(
      id('table'),
      [
        { name: say.columns.service, side: 'left' },
        { name: say.columns.live, side: 'left' },
        { name: say.columns.line, side: 'left' },
        { name: say.columns.week, side: 'left' },
      ],
      rows.map((row) => row.map((cell) => cut(plainly(cell, 60), 60))),
    ),
  ];
}

function item(block_id: string, text: string, accessory: ReturnType<typeof button>): SectionBlock {
  return { ...section(block_id, text), accessory };
}

function more(block_id: string, all: number): ContentPart {
  return all > shownMax ? context(block_id, [say.more(all - shownMax)]) : null;
}
