import type { Act } from './state/act.ts';
import { hasImage, type RegisteredBuild } from './state/build.ts';
import type { Refusal } from './state/decision.ts';
import { idealEvent } from './ideal-event.ts';
import type { Line } from './state/line.ts';
import type { Event } from './state/event.ts';
import { refuse } from './state/outcome.ts';
import { isEscalating } from './paging/escalation.ts';
import { isOpen, type Release } from './state/release.ts';
import { requestRefusal } from './start/request-prerelease.ts';
import { transition } from './transition.ts';

/**
 * The one answer to "may it start, may it be pressed": buttons, replies, the terminal and Davy
 * itself ask here, and here `transition` is asked, with the best that could come at this moment.
 * So nothing is offered that would be refused, and no rule stands twice.
 */
export type Moment = {
  readonly line: Line;
  /** Null where the question is about the line, or about a build nobody has tried yet. */
  readonly release: Release | null;
  readonly build?: RegisteredBuild;
  /** The service's other open releases, where somebody has read them. */
  readonly others?: readonly Release[];
  readonly at: number;
};

/**
 * Why nobody can do this now, however entitled; null where somebody can. `start-by-itself` is the
 * release that Davy starts when no person has to.
 */
export function refusalOf(act: Act | 'start-by-itself', moment: Moment): Refusal | null {
  const { line, release, build, others = [], at } = moment;
  const open = release && isOpen(release) ? [release, ...others] : others;
  if (act === 'start-prerelease')
    return build
      ? requestRefusal(line, open, { build, at, among: 'beside', imageFound: hasImage(build) })
      : refuse('no-such-release', 'noRelease');
  const event = idealEvent(act, line, release, at);
  return act === 'unlock'
    ? refusalOfEvent(event, { ...moment, release: null, others: open })
    : refusalOfEvent(event, moment);
}

/** The same of exactly what somebody would say. */
export function refusalOfEvent(
  event: Event,
  { line, release, others = [] }: Moment,
): Refusal | null {
  const decision = transition(line, release, others, event);
  return decision.kind === 'refused' ? decision : null;
}

/** Whether a button may offer this now: it would be taken, and it makes a difference. */
export function mayPress(act: Act, moment: Moment): boolean {
  return !isForWords(act, moment.release) && refusalOf(act, moment) === null;
}

/** Whether something speaks against it, or nobody can tell: then rolling back is offered, too. */
function isInTrouble(release: Release): boolean {
  const { countdown, phase, watch } = release;
  return (
    countdown !== null ||
    phase.kind === 'stuck' ||
    isEscalating(release) ||
    watch.undecidedTold ||
    watch.verdict?.kind === 'unhealthy'
  );
}

/**
 * Words that are taken when typed although no button offers them: one more yes than is needed, a
 * longer hold, stopping or resuming what is stuck, rolling back a pre-release that nothing speaks
 * against, and what concerns the line while a release is the subject.
 */
function isForWords(act: Act, release: Release | null): boolean {
  if (!release) return false;
  const { phase, hold } = release;
  switch (act) {
    // It would block the build and lock the service: stopping does all that is needed.
    case 'roll-back':
      return release.kind === 'prerelease' && !isInTrouble(release);
    case 'start-prerelease':
      return true;
    case 'unlock':
      return isOpen(release);
    case 'approve':
      return phase.kind === 'approved';
    case 'hold':
      return hold !== null || phase.kind === 'stuck';
    case 'stop':
    case 'resume':
      return phase.kind === 'stuck';
    default:
      return false;
  }
}
