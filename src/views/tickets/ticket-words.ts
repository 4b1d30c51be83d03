/**
 * # src/views/tickets
 *
 * What becomes of tickets.
 */

import type { RichTextBlock, RichTextSection } from '@slack/types';
import { projectOf, type TicketState, type TicketWork } from '../../release/tickets/work.ts';
import type { TicketTrouble } from '../../release/tickets/trouble.ts';
import { texts } from '../../texts/texts.ts';
import { cut, esc, plainly } from '../blocks/esc.ts';
import { line, list, textRun } from '../blocks/rich-text.ts';
import type { TicketRules } from '../../service/service.ts';

/**
 * More than this is no message any more; the rest is named by key, and `/release tickets` tells
 * all.
 */
const inFull = 20;
const say = texts.tickets;

/** The tickets that failed, each with its reason; what comes after the first twenty, by its key. */
export function failedTickets(
  block_id: string,
  { tickets }: TicketWork,
  rules: TicketRules | null,
): RichTextBlock | null {
  const failed = tickets.flatMap(({ key, title, outcome }) =>
    outcome.kind === 'failed' ? [{ key, title, why: troubleWords(outcome.why) }] : [],
  );
  if (failed.length === 0) return null;
  const rest = failed.slice(inFull);
  const lines: readonly RichTextSection[] = failed
    .slice(0, inFull)
    .map(({ key, title, why }) =>
      line(
        keyOf(key, rules),
        textRun(`${title === null ? '' : ` ${plainly(title, 80)}`}: `),
        textRun(plainly(why, 200), { bold: true }),
      ),
    );
  return list(
    block_id,
    'bullet',
    rest.length === 0
      ? lines
      : [
          ...lines,
          line(
            textRun(
              cut(
                say.more(
                  rest.length,
                  rest.map(({ key }) => key),
                ),
                800,
              ),
            ),
          ),
        ],
  );
}

function troubleWords(why: readonly TicketTrouble[]): string {
  return why.map(texts.ticketTrouble).join('; ');
}

function keyOf(key: string, rules: TicketRules | null) {
  return rules && /^https?:\/\/[^\s<>|]+$/.test(rules.url)
    ? ({ type: 'link', url: `${rules.url}/browse/${key}`, text: key } as const)
    : textRun(key);
}

/**
 * The fix version and how far it is: `board 2.0.0 released in BRD and ACC`; null where none is
 * wanted.
 */
export function versionText(work: TicketWork): string | null {
  if (work.version === null || work.versions.length === 0) return null;
  const out = work.versions.flatMap(({ project, outcome }) =>
    outcome.kind === 'released' ? [project] : [],
  );
  const failed = work.versions.flatMap(({ project, outcome }) =>
    outcome.kind === 'failed'
      ? [say.version.failed(project, esc(troubleWords(outcome.why), 120))]
      : [],
  );
  const isWaiting = work.versions.length > out.length + failed.length;
  const parts = [
    ...(out.length === 0 ? [] : [say.version.released(out)]),
    ...failed,
    ...(isWaiting ? [say.version.waiting] : []),
  ];
  return `${esc(work.version, 80)} ${parts.join(', ')}`;
}

/** What came of one ticket, for answers to one person. */
export function outcomeWord({ outcome, status }: TicketState, done: string): string {
  switch (outcome.kind) {
    case 'open':
      return say.outcome.open;
    case 'ready':
      return say.outcome.ready(status, done);
    case 'moved':
      return say.outcome.moved(done);
    case 'already':
      return say.outcome.already(status ?? done);
    case 'told':
      return say.outcome.told;
    case 'failed':
      return say.outcome.failed(troubleWords(outcome.why));
  }
}

/** `12 tickets of BRD and ACC`. */
export function ticketCount({ tickets }: TicketWork): string {
  return say.of(tickets.length, [...new Set(tickets.map(({ key }) => projectOf(key)))]);
}
