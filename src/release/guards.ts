import { signOff } from './approvals.ts';
import { isCalling } from './call.ts';
import { isBehind } from './carry.ts';
import { isTooEarly } from './daily.ts';
import { barOf, type Line } from './line.ts';
import { nameOf } from './outcome.ts';
import { ownRefusal } from './own.ts';
import { paceRefusal } from './pace.ts';
import { recallOf } from './recall.ts';
import { isOpen, type Release } from './release.ts';
import { isAsked, isBeforeUsers, waitsForSlot } from './take-back.ts';
import { askingAll } from './teams-asked.ts';

/** What a person may do to a release now. */
export type Act = 'start-prerelease' | 'stop' | 'approve' | 'decline' | 'undo' | 'start' | 'cancel' | 'roll-back' | 'hold' | 'resume' | 'slower' | 'faster' | 'postpone' | 'retry' | 'done-by-hand' | 'own' | 'answer' | 'unlock';

/** Exactly the acts `transition` would take, whoever is entitled to them: the buttons shown are these. */
export function legalActs(line: Line, release: Release | null): readonly Act[] {
  const acts = actsNow(line, release);
  return release && isCalling(release) ? [...acts, 'answer'] : acts;
}

function actsNow(line: Line, release: Release | null): readonly Act[] {
  const unlock: readonly Act[] = line.lock && !line.moving ? ['unlock'] : [];
  if (!release) return line.live && !line.lock && !line.moving && !line.freeze ? ['start-prerelease'] : unlock;
  if (!isOpen(release)) return unlock;
  const { phase } = release;
  if (phase.kind === 'rolling-back' || phase.kind === 'announcing') return [];
  const postpone: readonly Act[] = release.countdown && release.countdown.postponements.length < release.plan.postponesMax ? ['postpone'] : [];
  const isCarried = line.moving?.carries.includes(release.id) === true;
  const isOut = phase.kind === 'stuck' && phase.from.kind === 'announcing';
  const back: readonly Act[] = release.fast || isOut || isCarried ? [] : ['roll-back'];
  const stop: readonly Act[] = release.kind === 'release' && !release.fast && isBeforeUsers(release) ? ['cancel'] : [];
  const own: readonly Act[] = ownRefusal(line, release) === null ? ['own'] : [];
  if (phase.kind === 'stuck') return ['retry', ...stop, ...back, 'done-by-hand', ...own, ...postpone];
  const held: Act = release.hold ? 'resume' : 'hold';
  if (release.kind === 'release') return release.fast ? [] : [...stop, 'roll-back', held, ...(['slower', 'faster'] as const).filter((to) => paceRefusal(release, to) === null), ...own, ...postpone];
  if (isCarried) return postpone;
  const answers: readonly Act[] = isAsked(release) ? [...(isWell(release) && !allSaid(release) ? (['approve'] as const) : []), 'decline', ...(release.approvals.length > 0 ? (['undo'] as const) : [])] : [];
  const start: readonly Act[] = phase.kind === 'approved' && mayStart(line, release) ? ['start'] : [];
  const leave: readonly Act[] = phase.kind === 'queued' || waitsForSlot(release) ? ['cancel'] : [];
  return [...answers, ...start, ...leave, 'stop', 'roll-back', held, ...own, ...postpone];
}

function isWell(release: Release): boolean {
  return !release.countdown && release.watch.verdict?.kind !== 'unhealthy';
}

function mayStart(line: Line, release: Release): boolean {
  if (isBehind(line, release) || recallOf(line, release) !== null) return false;
  const well = isWell(release) && release.watch.verdict?.kind === 'healthy';
  return well && !line.lock && !line.moving && !line.freeze && line.live !== null && !release.hold && barOf(line, release.build) === null;
}

function allSaid(release: Release): boolean {
  return release.phase.kind === 'approved';
}

/** One condition that is not met yet: what, who can end it, and since when. */
export type Unmet = { readonly what: string; readonly who: string | null; readonly since: number | null };

/** Answers "why is it waiting?" from the same facts that decide. */
export function unmet(line: Line, release: Release, at: number): readonly Unmet[] {
  const { phase, hold, countdown, watch, plan } = release;
  const name = nameOf(release);
  const all: readonly (Unmet | null)[] = [
    phase.kind === 'queued' ? { what: `${name} is in line: another pre-release of ${line.service} is in production`, who: `anyone, with /prerelease stop ${line.service}`, since: phase.since } : null,
    isBehind(line, release) ? { what: `${line.live?.version ?? 'another build'} went live meanwhile; ${name} soaks again beside it, if it contains it`, who: null, since: null } : null,
    isTooEarly(release, at) && !release.tried ? { what: `${name} waits for its slot`, who: `anyone, with /release start ${line.service}`, since: null } : null,
    line.lock && { what: `${line.service} is locked: ${line.lock.reason}`, who: `anyone in the channel, with /release unlock ${line.service}`, since: line.lock.since },
    line.freeze && line.freeze.until > at ? { what: `${line.service} is frozen: ${line.freeze.reason}`, who: line.freeze.by.name, since: null } : null,
    hold && { what: `${name} is on hold: ${hold.reason}`, who: hold.by.name, since: hold.since },
    countdown && { what: `${name} rolls back unless health returns: ${countdown.because}`, who: 'the on-call and the teams, with Postpone', since: countdown.since },
    phase.kind === 'stuck' ? { what: `${name} is stuck: ${phase.because}`, who: 'anyone: Retry, Roll Back or Done by Hand', since: phase.since } : null,
    phase.kind === 'soaking' && watch.creditedMs < plan.soakMs ? { what: `soak: ${minutes(watch.creditedMs)} of ${minutes(plan.soakMs)} watched`, who: null, since: phase.since } : null,
    phase.kind === 'soaking' && (release.seen?.mine.users ?? 0) < plan.usersMin ? { what: `${release.seen?.mine.users ?? 0} of ${plan.usersMin} users needed; the soak waits`, who: null, since: null } : null,
    watch.verdict && watch.verdict.kind !== 'healthy' ? { what: `${watch.verdict.kind}: ${watch.verdict.reasons.filter((reason) => reason.says !== 'pass').map((reason) => reason.text).join('; ')}`, who: null, since: watch.undecidedSince } : null,
    line.moving && line.moving.release !== release.id ? { what: `another release of ${line.service} is moving`, who: null, since: null } : null,
    barOf(line, release.build) === null ? null : { what: `${name} may not go out: ${barOf(line, release.build)}`, who: null, since: null },
  ];
  return [...all.filter((one) => one !== null), ...missingWords(askingAll(line, release), at)];
}

function missingWords(release: Release, at: number): readonly Unmet[] {
  const { phase, plan } = release;
  if (plan.automatic || (phase.kind !== 'soaking' && phase.kind !== 'waiting')) return [];
  const open = signOff(release, at, null).filter(({ by, of }) => by.length < of);
  return open.map(({ team, by, of }) => ({ what: `${by.length} of ${of} approvals of ${team}`, who: `members of ${team}, except ${release.by?.name ?? 'the one who started it'}`, since: phase.since }));
}

function minutes(ms: number): string {
  const whole = Math.round(ms / 60_000);
  if (whole >= 120) return whole % 60 === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${whole} min`;
}
