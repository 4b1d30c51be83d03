import type { Reasons } from '../../release/state/reason.ts';
import { authorityRefusals } from './authority.ts';
import { becauseText } from './because.ts';
import { left, many, span, joined } from './amount.ts';
import { olderRefusals } from './takes-away.ts';
import { besideRefusals } from './beside.ts';
import { imageRefusals } from './image.ts';
import { jobRefusals } from './job-refusals.ts';
import { phases } from './phases.ts';
import { capital, dot, listed } from './sentence.ts';
import { liveRefusals } from './live.ts';
import { strayRefusals } from './strays.ts';

/** One sentence for each no, of its own values. */
export type Refusals = { readonly [Key in keyof Reasons]: (...values: Reasons[Key]) => string };

/** Every no of the core, as a sentence of its own; the answer adds that nothing changed. */
export const refusal: Refusals = {
  worded: (text) => text,
  // Starting.
  locked: (service, because) =>
    `${dot(`${service} is locked: ${becauseText(because)}`)} ` +
    `End it with \`/release unlock ${service}\`.`,
  frozen: (service, who, because) => dot(`${service} is frozen by ${who}: ${because}`),
  lineMoves: (service) => `A release of ${service} is running. Try again when it is done.`,
  liveUnknown: (service, versions) =>
    `${capital(found(versions))}, so a rollback would have no target. ` +
    `Record it once: \`/release live ${service} ${versions[0] ?? '<version>'}\`.`,
  ...besideRefusals,
  barred: (name, because) => dot(`${name} is blocked: ${becauseText(because)}`),
  barredAgain: (name, because) =>
    `${dot(`${name} is blocked: ${becauseText(because)}`)} A new build can be released.`,
  isLive: (name) => `${name} is live already.`,
  ...olderRefusals,
  ...strayRefusals,
  runsAlready: (name, phase, who) =>
    dot(`${name} is already ${phases[phase]}${who === null ? '' : `, started by ${who}`}`),
  checksFailed: (name, checks) => `${name} failed ${many(checks, 'check')}.`,
  noImage: (name) => `The image of ${name} was not found, so nothing was started.`,
  wentLive: (version, name) =>
    `${version ?? 'Another build'} went live meanwhile; ${name} has to soak beside it.`,
  comesBack: (name, because) => dot(`${name} is going back: ${becauseText(because)}`),
  onHold: (name, who, because) => dot(`${name} is on hold by ${who}: ${because}`),
  whoMayStart: () => 'Slack does not say who may approve just now, so nothing was started.',
  stillNeeded: (name, teams, missing) =>
    `${name} still needs ${listed(teams.map((team, at) => `${missing[at] ?? 0} of ${team}`))}.`,
  isUnhealthy: (name) => `${name} is unhealthy; nothing was started.`,
  cannotTell: (name) =>
    `Davy cannot tell whether ${name} is healthy just now, so nothing was started.`,
  noImageBack: (version) =>
    `The image of ${version} was not found, so a rollback would not work. Nothing was started.`,
  closedTooLong: (name, lastsMs, closedMs) =>
    `The plan of ${name} keeps its old servers closed for ${span(lastsMs)}, and this fleet cuts ` +
    `whoever is left on a closed server after ${span(closedMs)}. Plan smaller waits.`,
  noServer: (version) => `No server of ${version} serves now, so nothing was started.`,
  waitsForApproval: (name) => `${name} waits for approval.`,
  notSoaked: (name, phase) => `${name} is ${phases[phase]}; it has not soaked long enough.`,
  isIn: (name, phase) => `${name} is ${phases[phase]}.`,
  isReleaseAlready: (name) => `${name} is a release already.`,
  triedBefore: (name) => `A release of ${name} was tried before; a person starts the next one.`,
  newerFirst: (service) => `A newer build of ${service} is approved; it is released first.`,
  waitsForSlot: (name) => `${name} waits for its slot.`,
  requested: (name) => `${name} was requested already.`,
  onItsWay: (name) => `${name} is being released already.`,
  approveOwn: (name, tookOver) =>
    `${tookOver ? 'You own this, or did' : 'You started this'}, ` +
    `so someone else has to approve ${name}.`,
  nothingUnproven: (name) => `${name} waits for no proof, so nobody has to let it go on without.`,
  isDoubted: (name) =>
    `Something stands against ${name}. What is unproven may be let go on, what is in doubt not.`,
  soaksFirst: (name, leftMs) => `${name} soaks first: ${left(leftMs)} left.`,
  errorsRose: (name) => `Errors rose on ${name}. Approve is off until it is healthy.`,
  approved: (name) => `You approved ${name} already.`,
  nothingToApprove: (name, phase) => `${name} is ${phases[phase]}; there is nothing to approve.`,
  staleQuestion: (name) => `This question about ${name} was replaced by a newer one.`,
  notYours: (name) => `You have not approved ${name}, so there is nothing to undo.`,
  releaseStarted: (name, service) =>
    `The release of ${name} has started. Use \`/release cancel ${service}\` until users ` +
    `move, and \`/rollback ${service}\` after that.`,
  noApproval: (name, phase) => `${name} is ${phases[phase]}; there is no approval to undo.`,
  waitsForNobody: (name) => `${name} waits for no approval.`,
  askOff: (name) => `Approval of ${name} is off until it is healthy, so nobody is asked.`,
  nobodyMissing: (name) => `No approval of ${name} is missing.`,
  askedOut: (times, who) =>
    `They were asked ${many(times, 'time')} already, last by ${who ?? 'Davy'}.`,
  askedJustNow: (agoMs, who, betweenMs) =>
    `They were asked ${ago(agoMs)}${who === null ? '' : ` by ${who}`}, ` +
    `and nobody is asked twice within ${span(betweenMs)}.`,
  // Ending, holding, slowing down, taking over.
  decided: (name, phase, agoMs, because) =>
    agoMs === null || because === null
      ? `${name} is already ${phases[phase]}.`
      : dot(`${name} is already ${phases[phase]}, ${ago(agoMs)}: ${becauseText(because)}`),
  nobodyCalled: (name) => `Nobody is called for ${name} now.`,
  isRollingBack: (name, because) => dot(`${name} is already rolling back: ${becauseText(because)}`),
  isRelease: (name, service) => `${name} is a release. Use \`/rollback ${service}\`.`,
  goesOut: (name, service) =>
    `${name} is already being released. Use \`/rollback ${service}\` instead.`,
  cancelRelease: (name) => `${name} is being released to everyone; cancel that release.`,
  notStarted: (name, service) =>
    `${name} is a pre-release; its release has not started. ` +
    `Use \`/prerelease stop ${service}\` to end it.`,
  usersMove: (name, service) =>
    `Users of ${name} have begun to move. Use \`/rollback ${service}\` instead.`,
  wayBackNotCancelled: (name) => `${name} is a rollback; it cannot be cancelled.`,
  notOnHold: (name) => `${name} is not on hold.`,
  holdLength: () => 'A hold lasts at most 4 h, and it ends by itself.',
  holdRelease: (name) => `${name} is being released to everyone; hold that release.`,
  nothingToHold: (name) => `Everyone is on ${name}; there is nothing to hold.`,
  wayBackNotHeld: (name) => `${name} is a rollback; it cannot be held.`,
  notStuck: (name) => `${name} is not stuck.`,
  noBatches: (name) => `${name} is a pre-release: it moves nobody in batches.`,
  wayBackNotSlowed: (name) => `${name} is a rollback; it cannot be slowed down.`,
  stuckMovesNothing: (name) => `${name} is stuck; nothing of it moves.`,
  allMoved: (name) => `All users of ${name} have moved already.`,
  slowest: (name, times) =>
    `${name} goes as slowly as it can: what was left has been halved ` +
    `${many(times, 'time')}. Hold it to stop it.`,
  fastest: (name, batches) =>
    `${name} goes at the pace that was approved, in ${many(batches, 'batch', 'batches')}. ` +
    'Faster needs a new plan.',
  nobodyOwns: (name) => `${name} is a rollback and goes on by itself; nobody has to take it over.`,
  ownRelease: (name, service) =>
    `${name} is being released to everyone; take over that release: ` +
    `\`/release take-over ${service}\`.`,
  nothingToOwn: (name) => `Everyone is on ${name}; there is nothing left to take over.`,
  ownsAlready: (name) => `You own ${name} already.`,
  whoMayOwn: () => 'Nobody can tell who may take over just now. Try again in a minute.',
  mayOwn: (service) => `The on-call and the teams of ${service} can take over.`,
  // Rolling back.
  isWayBack: (name) => `${name} is a rollback already.`,
  isOut: (name, service) =>
    `Everyone is on ${name}. Type \`/rollback ${service}\` again to roll everyone back.`,
  rollBackRelease: (name) => `${name} is being released to everyone; roll back that release.`,
  rollThatBack: (service) => `A release of ${service} is running; roll that one back instead.`,
  noWayBack: (name, because) => dot(`Davy cannot roll back to ${name}: ${becauseText(because)}`),
  postponeTooLate: (name) => `Too late to postpone: the rollback of ${name} has started.`,
  postponeNow: (name) => `Too late to postpone: the rollback of ${name} starts now.`,
  nonePending: (name) => `No rollback of ${name} is pending.`,
  nonePostponed: (name) => `No rollback of ${name} is postponed.`,
  stalePage: (name) => `This page about ${name} was replaced by a newer one.`,
  whoMayPostpone: () => 'Nobody can tell who may postpone just now. The countdown goes on.',
  mayPostpone: (service) =>
    `The on-call and the teams of ${service} can postpone. The countdown goes on.`,
  singleNotAtWork: (name, single, where) =>
    `Singleton ${single}${where === '' ? '' : ` on ${where}`} was not seen at work, so nobody ` +
    `can say that ${name} is finished. Start it, or use Retry or Roll Back.`,
  postponedOut: (times) =>
    `It was postponed ${many(times, 'time')} already. It rolls back at its time.`,
  isStuck: (name) => `${name} is stuck already.`,
  called: (name) => `${name} is rolling back, and somebody was called.`,
  // The service.
  notFrozen: (service) => `${service} is not frozen.`,
  freezeInPast: () => 'A freeze ends in the future.',
  freezeNotOver: (service) => `The freeze of ${service} has not ended yet.`,
  whoLeads: (service) => `Nobody can tell who leads ${service} just now.`,
  mayFreeze: (teams, service) =>
    `The approvers of ${joined(teams)} freeze ${service} and end its freeze.`,
  askedAlready: () => 'You asked already.',
  othersAsked: (who) => `${joined(who)} asked already.`,
  liveMoves: (service) => `A release of ${service} is running; what is live changes with it.`,
  maySayLive: (teams, service) =>
    `The approvers of ${listed(teams)} say what is live of ${service}.`,
  liveBarred: (name, because) =>
    `${dot(`${name} is blocked: ${becauseText(because)}`)} Say why it may serve everybody: ` +
    `\`/release live ${name} <reason>\`.`,
  ...liveRefusals,
  unlockLater: (service) => `${service} is still moving. Unlock it when that is done.`,
  notLocked: (service) => `${service} is not locked.`,
  liveKnown: (name) => `${name} is live; nothing has to be found.`,
  nothingForgotten: (service) => `Nothing of ${service} was forgotten.`,
  ...imageRefusals,
  noRelease: () => 'There is no such release.',
  ...authorityRefusals,
  ...jobRefusals,
  // Errors and tickets.
  notCounted: (name, phase) => `${name} is ${phases[phase]}; its errors are not counted any more.`,
  whoMayJudge: () => 'Nobody can tell who may say so just now. Try again in a minute.',
  mayJudge: (service) => `The teams of ${service} and the on-call can say what an error is.`,
  judgeOwn: (name, tookOver) =>
    `${tookOver ? 'You own this, or did' : 'You started this'}, ` +
    `so someone else has to say that an error of ${name} does not count.`,
  knownEnd: () => 'Known needs an end within 90 days, and at least an hour from now.',
  tookBack: (who) => `${who} undid that already.`,
  noneFailed: (name) => `No ticket of ${name} failed.`,
  ticketsWait: (name) => `The tickets of ${name} are worked on when it is live.`,
};

/** To the minute: who comes too late wants to know about when, not exactly. */
function ago(ms: number): string {
  return ms < 30_000 ? 'just now' : `${span(Math.round(ms / 60_000) * 60_000)} ago`;
}

function found(versions: readonly string[]): string {
  const [first] = versions;
  if (first === undefined) return 'nobody said what is live';
  return versions.length === 1
    ? `${first} serves, but nobody said that it is live`
    : `${joined(versions)} serve, and nobody said which is live`;
}
