import type { Decision, Effect } from '../state/decision.ts';
import type { Event, PersonEvent } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { moved, nameOf, refuse } from '../state/outcome.ts';
import type { Person } from '../state/people.ts';
import { isOpen, type Release } from '../state/release.ts';
import type { Escalation } from '../state/remembered.ts';
import { pageAbout } from '../state/page-key.ts';

type Page = Extract<Effect, { kind: 'page' }>;

/** Whether somebody still has to say that they heard. */
export function isEscalating(release: Release): release is Release & { readonly call: Escalation } {
  return isOpen(release) && release.call !== null && release.call.ended === null;
}

/** When nobody has answered for too long; null when somebody has, or everybody was called. */
export function escalationDue(release: Release): number | null {
  return isEscalating(release) && release.call.againAt === null
    ? release.call.since + release.plan.answerWithinMs
    : null;
}

/** Nobody answered in time: whoever comes next is called. Nothing else waits for it or changes. */
export function escalate(line: Line, release: Release, at: number): Decision | null {
  const due = escalationDue(release);
  if (due === null || at < due || !isEscalating(release)) return null;
  const effect: Page = {
    lane: 'page',
    kind: 'page',
    ...release.call.page,
    summary: `Nobody has answered: ${escalationState(release)}`,
    again: true,
  };
  return moved(line, { ...release, call: { ...release.call, againAt: at } }, { effects: [effect] });
}

/** What a page is about, as it stands now: the words it was made with may be overtaken. */
export function escalationState(release: Release & { readonly call: Escalation }): string {
  return release.phase.kind === 'rolling-back'
    ? `${nameOf(release)} is rolling back: ${release.phase.because}`
    : release.call.page.summary;
}

/** Somebody says that they heard, and nothing more. */
export function acknowledge(line: Line, release: Release): Decision {
  return isEscalating(release)
    ? moved(line, release)
    : refuse('nothing-to-do', 'nobodyCalled', nameOf(release));
}

/**
 * What a decision means for the call: a page begins one, whatever a person does about the release
 * answers it, health ends it.
 */
export function withEscalation(before: Release | null, event: Event, decision: Decision): Decision {
  if (
    decision.kind === 'refused' ||
    !decision.release ||
    !before ||
    decision.release.id !== before.id
  )
    return decision;
  const call = callAfter(
    decision.release,
    event,
    decision.kind === 'moved' ? decision.effects : [],
  );
  if (call === decision.release.call) return decision;
  const release = { ...decision.release, call };
  // An end is an event, whatever else changed: the message that calls people has to say so.
  return decision.kind === 'noted' ? moved(decision.line, release) : { ...decision, release };
}

function callAfter(after: Release, event: Event, effects: readonly Effect[]): Escalation | null {
  const { call } = after;
  const page = effects.find((effect) => effect.kind === 'page' && effect.again !== true);
  if (page?.kind === 'page') return called(call, page, event.at);
  if (!call || call.ended) return call;
  const by = sayer(event);
  if (by) return { ...call, ended: { kind: 'answered', at: event.at, by } };
  const looksWell = event.kind === 'measured' && after.watch.verdict?.kind === 'healthy';
  const isOver =
    effects.some((effect) => effect.kind === 'resolve-page') ||
    (looksWell && pageAbout(call.page.key) === 'look');
  return isOver ? { ...call, ended: { kind: 'over', at: event.at } } : call;
}

/** Whoever was not heard yet is asked for the newest trouble, and waits no longer for that. */
function called(call: Escalation | null, { key, summary, severity }: Page, at: number): Escalation {
  const page = { key, summary, severity };
  return call && !call.ended
    ? { ...call, page }
    : { number: (call?.number ?? 0) + 1, since: at, page, againAt: null, ended: null };
}

/** Everything in the past tense that only a person can have done. */
const said: Readonly<Record<PersonEvent['kind'], true>> = {
  'prerelease-requested': true,
  approved: true,
  declined: true,
  'approval-undone': true,
  stopped: true,
  'release-started': true,
  'return-started': true,
  cancelled: true,
  'rollback-asked': true,
  postponed: true,
  'postponement-explained': true,
  held: true,
  resumed: true,
  paced: true,
  owned: true,
  retried: true,
  'tickets-retried': true,
  'errors-judged': true,
  'approval-asked': true,
  'done-by-hand': true,
  answered: true,
};

function sayer(event: Event): Person | null {
  return 'by' in event && Object.hasOwn(said, event.kind) ? event.by : null;
}
