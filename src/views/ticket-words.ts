import type { RichTextBlock, RichTextSection } from '@slack/types';
import { projectOf, type TicketState, type TicketWork } from '../release/ticket-work.ts';
import { many } from './amount.ts';
import { cut, esc, plainly } from './esc.ts';
import { together } from './mention.ts';
import { line, list, run } from './rich-text.ts';
import type { TicketRules } from './story.ts';

/** More than this is no message any more; the rest is named by key, and `/release tickets` tells all. */
const inFull = 20;

/** The tickets that failed, each with its reason; what comes after the first twenty, by its key. */
export function failedTickets(block_id: string, { tickets }: TicketWork, rules: TicketRules | undefined): RichTextBlock | null {
  const failed = tickets.flatMap(({ key, title, outcome }) => (outcome.kind === 'failed' ? [{ key, title, why: outcome.why }] : []));
  if (failed.length === 0) return null;
  const rest = failed.slice(inFull);
  const lines: readonly RichTextSection[] = failed.slice(0, inFull).map(({ key, title, why }) => line(keyOf(key, rules), run(`${title === null ? '' : ` ${plainly(title, 80)}`}: `), run(plainly(why, 200), { bold: true })));
  return list(block_id, 'bullet', rest.length === 0 ? lines : [...lines, line(run(cut(`And ${rest.length} more: ${rest.map(({ key }) => key).join(', ')}`, 800)))]);
}

function keyOf(key: string, rules: TicketRules | undefined) {
  return rules && /^https?:\/\/[^\s<>|]+$/.test(rules.url) ? ({ type: 'link', url: `${rules.url}/browse/${key}`, text: key } as const) : run(key);
}

/** The fix version and how far it is: `board 2.0.0 released in BRD and ACC`; null where none is wanted. */
export function versionText(work: TicketWork): string | null {
  if (work.version === null || work.versions.length === 0) return null;
  const out = work.versions.flatMap(({ project, outcome }) => (outcome.kind === 'released' ? [project] : []));
  const failed = work.versions.flatMap(({ project, outcome }) => (outcome.kind === 'failed' ? [`not in ${project} (${esc(outcome.why, 120)})`] : []));
  const released = out.length === 0 ? [] : [`released in ${together(out)}`];
  const waiting = work.versions.length - out.length - failed.length;
  return `${esc(work.version, 80)} ${[...released, ...failed, ...(waiting > 0 ? ['on its way'] : [])].join(', ')}`;
}

/** `BRD-1 (To Do)`, in one word what came of it; for answers to one person. */
export function outcomeWord({ outcome, status }: TicketState, done: string): string {
  switch (outcome.kind) {
    case 'open':
      return 'not looked at yet';
    case 'ready':
      return `${status ?? 'open'}, moves to ${done} when it is live`;
    case 'moved':
      return `moved to ${done}`;
    case 'already':
      return `was ${status ?? done} already`;
    case 'told':
      return 'commented';
    case 'failed':
      return `failed: ${outcome.why}`;
  }
}

/** `12 tickets of BRD and ACC`. */
export function ticketsOf({ tickets }: TicketWork): string {
  return `${many(tickets.length, 'ticket')} of ${together([...new Set(tickets.map(({ key }) => projectOf(key)))])}`;
}
