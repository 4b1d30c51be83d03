import type { Decision, Effect } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import type { PersonEvent } from '../state/person-event.ts';
import { isTakenOver, type Line } from '../state/line.ts';
import { moved, nameOf, refuse } from '../state/outcome.ts';
import type { PageSummary } from '../state/page-summary.ts';
import type { Person } from '../state/people.ts';
import { isOpen, type Release } from '../state/release.ts';
import type { Escalation, EscalationEnd } from '../state/remembered.ts';
import { pageAbout } from '../state/page-key.ts';

type Page = Extract<Effect, { kind: 'page' }>;

/** A release that somebody was called for, and nobody has answered yet. */
export type EscalatingRelease = Release & { readonly escalation: Escalation };

/** Whether somebody still has to say that they heard. */
export function isEscalating(release: Release): release is EscalatingRelease {
  return isOpen(release) && release.escalation !== null && release.escalation.ended === null;
}

/** When nobody has answered for too long; null when somebody has, or everybody was called. */
export function escalationDue(release: Release): number | null {
  return isEscalating(release) && release.escalation.againAt === null
    ? release.escalation.since + release.plan.answerWithinMs
    : null;
}

/** Nobody answered in time: whoever comes next is called. Nothing else waits for it or changes. */
export function escalate(line: Line, release: Release, at: number): Decision | null {
  const due = escalationDue(release);
  if (due === null || at < due || !isEscalating(release)) return null;
  // Nobody looks at it any more: what they were called for is over.
  if (pageAbout(release.escalation.page.key) === 'look' && isTakenOver(line, release)) return null;
  const effect: Page = {
    lane: 'page',
    kind: 'page',
    ...release.escalation.page,
    summary: { kind: 'unanswered', about: escalationState(release) },
    again: true,
  };
  return moved(
    line,
    { ...release, escalation: { ...release.escalation, againAt: at } },
    { effects: [effect] },
  );
}

/** What a page is about, as it stands now: what it was made for may be overtaken. */
export function escalationState(release: EscalatingRelease): PageSummary {
  return release.phase.kind === 'rolling-back'
    ? { kind: 'rolling-back', name: nameOf(release), because: release.phase.because }
    : release.escalation.page.summary;
}

/** Somebody says that they heard, and nothing more. */
export function acknowledge(line: Line, release: Release): Decision {
  return isEscalating(release)
    ? moved(line, release)
    : refuse('nothing-to-do', 'nobodyCalled', nameOf(release));
}

/**
 * What a decision means for the escalation: a page begins one, whatever a person does about the
 * release answers it, health ends it.
 */
export function withEscalation(before: Release | null, event: Event, decision: Decision): Decision {
  if (
    decision.kind === 'refused' ||
    !decision.release ||
    !before ||
    decision.release.id !== before.id
  )
    return decision;
  const escalation = escalationAfter(
    decision.release,
    event,
    decision.kind === 'moved' ? decision.effects : [],
  );
  if (escalation === decision.release.escalation) return decision;
  const release = { ...decision.release, escalation };
  // An end is an event, whatever else changed: the message that calls people has to say so.
  return decision.kind === 'measured-only'
    ? moved(decision.line, release)
    : { ...decision, release };
}

function escalationAfter(
  after: Release,
  event: Event,
  effects: readonly Effect[],
): Escalation | null {
  const { escalation } = after;
  const page = effects.find((effect) => effect.kind === 'page' && effect.again !== true);
  if (page?.kind === 'page') return called(escalation, page, event.at);
  if (!escalation) return null;
  const ended = endOf(escalation, after, event, effects);
  return ended === escalation.ended ? escalation : { ...escalation, ended };
}

/** Whoever answered is told, too, when what they were called for is over. */
function endOf(
  { ended, page }: Escalation,
  { watch }: Release,
  event: Event,
  effects: readonly Effect[],
): EscalationEnd | null {
  const looksWell = event.kind === 'measured' && watch.verdict?.kind === 'healthy';
  const isOver =
    effects.some((effect) => effect.kind === 'resolve-page' && effect.key === page.key) ||
    (looksWell && pageAbout(page.key) === 'look');
  const by = ended ? null : sayer(event);
  const now = by ? ({ kind: 'answered', at: event.at, by } as const) : ended;
  if (!isOver || now?.kind === 'over') return now;
  if (now === null) return { kind: 'over', at: event.at };
  return now.overAt === undefined ? { ...now, overAt: event.at } : now;
}

/**
 * Whether no other message tells what people are called for: a countdown and what is stuck have
 * messages of their own.
 */
export function isToldByCallAlone({ escalation, phase }: EscalatingRelease): boolean {
  const about = pageAbout(escalation.page.key);
  return about === 'look' || (about === 'stuck' && phase.kind === 'rolling-back');
}

/** Whoever was not heard yet is asked for the newest trouble, and waits no longer for that. */
function called(
  before: Escalation | null,
  { key, summary, severity }: Page,
  at: number,
): Escalation {
  const page = { key, summary, severity };
  return before && !before.ended
    ? { ...before, page }
    : { number: (before?.number ?? 0) + 1, since: at, page, againAt: null, ended: null };
}

/** Everything in the past tense that only a person can have done. */
const said: Readonly<Record<PersonEvent['kind'], true>> = {
  'prerelease-requested': true,
  approved: true,
  declined: true,
  'proof-waived': true,
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
