import { isEscalating } from './paging/escalation.ts';
import { isBehind } from './start/released-with.ts';
import { blockedBecause, type Line } from './state/line.ts';
import { ownRefusal } from './start/take-over.ts';
import { paceRefusal } from './migration/pace.ts';
import { recallOf } from './start/recall.ts';
import { isOpen, type Release } from './state/release.ts';
import { isAsked, isBeforeUsers, waitsForSlot } from './approval/take-back.ts';

/** What a person may do to a release now. */
export type Act =
  | 'start-prerelease'
  | 'stop'
  | 'approve'
  | 'decline'
  | 'undo'
  | 'start'
  | 'cancel'
  | 'roll-back'
  | 'hold'
  | 'resume'
  | 'slower'
  | 'faster'
  | 'postpone'
  | 'retry'
  | 'done-by-hand'
  | 'own'
  | 'answer'
  | 'unlock';

/**
 * Exactly the acts `transition` would take, whoever is entitled to them: the buttons shown are
 * these.
 */
export function legalActs(line: Line, release: Release | null): readonly Act[] {
  const acts = actsNow(line, release);
  return release && isEscalating(release) ? [...acts, 'answer'] : acts;
}

function actsNow(line: Line, release: Release | null): readonly Act[] {
  const unlock: readonly Act[] = line.lock && !line.moving ? ['unlock'] : [];
  if (!release)
    return line.live && !line.lock && !line.moving && !line.freeze ? ['start-prerelease'] : unlock;
  if (!isOpen(release)) return unlock;
  const { phase } = release;
  if (phase.kind === 'rolling-back' || phase.kind === 'announcing') return [];
  const postpone: readonly Act[] =
    release.countdown && release.countdown.postponements.length < release.plan.postponesMax
      ? ['postpone']
      : [];
  const isCarried = line.moving?.carries.includes(release.id) === true;
  const isOut = phase.kind === 'stuck' && phase.from.kind === 'announcing';
  const back: readonly Act[] = release.fast || isOut || isCarried ? [] : ['roll-back'];
  const stop: readonly Act[] =
    release.kind === 'release' && !release.fast && isBeforeUsers(release) ? ['cancel'] : [];
  const own: readonly Act[] = ownRefusal(line, release) === null ? ['own'] : [];
  if (phase.kind === 'stuck')
    return ['retry', ...stop, ...back, 'done-by-hand', ...own, ...postpone];
  const held: Act = release.hold ? 'resume' : 'hold';
  if (release.kind === 'release')
    return release.fast
      ? []
      : [
          ...stop,
          'roll-back',
          held,
          ...(['slower', 'faster'] as const).filter((to) => paceRefusal(release, to) === null),
          ...own,
          ...postpone,
        ];
  if (isCarried) return postpone;
  const answers: readonly Act[] = isAsked(release)
    ? [
        ...(isWell(release) && !allSaid(release) ? (['approve'] as const) : []),
        'decline',
        ...(release.approvals.length > 0 ? (['undo'] as const) : []),
      ]
    : [];
  const start: readonly Act[] =
    phase.kind === 'approved' && mayStart(line, release) ? ['start'] : [];
  const leave: readonly Act[] = phase.kind === 'queued' || waitsForSlot(release) ? ['cancel'] : [];
  return [...answers, ...start, ...leave, 'stop', 'roll-back', held, ...own, ...postpone];
}

function isWell(release: Release): boolean {
  return !release.countdown && release.watch.verdict?.kind !== 'unhealthy';
}

function mayStart(line: Line, release: Release): boolean {
  if (isBehind(line, release) || recallOf(line, release) !== null) return false;
  const well = isWell(release) && release.watch.verdict?.kind === 'healthy';
  return (
    well &&
    !line.lock &&
    !line.moving &&
    !line.freeze &&
    line.live !== null &&
    !release.hold &&
    blockedBecause(line, release.build) === null
  );
}

function allSaid(release: Release): boolean {
  return release.phase.kind === 'approved';
}
