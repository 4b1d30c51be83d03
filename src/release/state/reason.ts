import type { Because } from './because.ts';
import type { Power } from './standing.ts';
import type { Phase } from './phase.ts';
import type { StrayKept } from './strays.ts';

/**
 * Each no the core can say, with the values its sentence needs; the sentences are in `src/texts/`.
 * A name is a service and its version.
 */
export type Reasons = {
  /**
   * Worded already: by somebody outside the core, or by a Davy that kept words instead of values.
   */
  worded: readonly [text: string];
  // Starting.
  locked: readonly [service: string, because: Because];
  frozen: readonly [service: string, who: string, because: string];
  lineMoves: readonly [service: string];
  liveUnknown: readonly [service: string, serving: readonly string[]];
  notAlone: readonly [names: readonly string[]];
  noRoomBeside: readonly [name: string, others: readonly string[], sides: number];
  barred: readonly [name: string, because: Because];
  barredAgain: readonly [name: string, because: Because];
  isLive: readonly [name: string];
  servedBefore: readonly [version: string, live: string, service: string];
  isOlder: readonly [version: string, live: string, service: string];
  runsAlready: readonly [name: string, phase: Phase['kind'], who: string | null];
  checksFailed: readonly [name: string, checks: number];
  noImage: readonly [name: string];
  wentLive: readonly [version: string | null, name: string];
  comesBack: readonly [name: string, because: Because];
  onHold: readonly [name: string, who: string, because: string];
  whoMayStart: readonly [];
  stillNeeded: readonly [name: string, teams: readonly string[], missing: readonly number[]];
  isUnhealthy: readonly [name: string];
  cannotTell: readonly [name: string];
  noImageBack: readonly [version: string];
  closedTooLong: readonly [name: string, lastsMs: number, closedMs: number];
  noServer: readonly [version: string];
  waitsForApproval: readonly [name: string];
  notSoaked: readonly [name: string, phase: Phase['kind']];
  isIn: readonly [name: string, phase: Phase['kind']];
  isReleaseAlready: readonly [name: string];
  triedBefore: readonly [name: string];
  newerFirst: readonly [service: string];
  waitsForSlot: readonly [name: string];
  requested: readonly [name: string];
  onItsWay: readonly [name: string];
  // A person's word.
  approveAuthored: readonly [name: string, teams: readonly string[]];
  approveOwn: readonly [name: string, tookOver: boolean];
  nothingUnproven: readonly [name: string];
  isDoubted: readonly [name: string];
  soaksFirst: readonly [name: string, leftMs: number];
  errorsRose: readonly [name: string];
  approved: readonly [name: string];
  nothingToApprove: readonly [name: string, phase: Phase['kind']];
  staleQuestion: readonly [name: string];
  whoMayApprove: readonly [];
  mayApprove: readonly [teams: readonly string[], name: string];
  notYours: readonly [name: string];
  releaseStarted: readonly [name: string, service: string];
  noApproval: readonly [name: string, phase: Phase['kind']];
  waitsForNobody: readonly [name: string];
  askOff: readonly [name: string];
  nobodyMissing: readonly [name: string];
  askedOut: readonly [times: number, who: string | null];
  askedJustNow: readonly [agoMs: number, who: string | null, betweenMs: number];
  // Ending, holding, slowing down, taking over.
  decided: readonly [
    name: string,
    phase: Phase['kind'],
    agoMs: number | null,
    because: Because | null,
  ];
  nobodyCalled: readonly [name: string];
  isRollingBack: readonly [name: string, because: Because];
  isRelease: readonly [name: string, service: string];
  goesOut: readonly [name: string, service: string];
  cancelRelease: readonly [name: string];
  notStarted: readonly [name: string, service: string];
  usersMove: readonly [name: string, service: string];
  wayBackNotCancelled: readonly [name: string];
  notOnHold: readonly [name: string];
  holdLength: readonly [];
  holdRelease: readonly [name: string];
  nothingToHold: readonly [name: string];
  wayBackNotHeld: readonly [name: string];
  notStuck: readonly [name: string];
  noBatches: readonly [name: string];
  wayBackNotSlowed: readonly [name: string];
  stuckMovesNothing: readonly [name: string];
  allMoved: readonly [name: string];
  slowest: readonly [name: string, times: number];
  fastest: readonly [name: string, batches: number];
  nobodyOwns: readonly [name: string];
  ownRelease: readonly [name: string, service: string];
  nothingToOwn: readonly [name: string];
  ownsAlready: readonly [name: string];
  whoMayOwn: readonly [];
  mayOwn: readonly [service: string];
  // The way back.
  isWayBack: readonly [name: string];
  isOut: readonly [name: string, service: string];
  rollBackRelease: readonly [name: string];
  rollThatBack: readonly [service: string];
  noWayBack: readonly [name: string, because: Because];
  postponeTooLate: readonly [name: string];
  postponeNow: readonly [name: string];
  nonePending: readonly [name: string];
  nonePostponed: readonly [name: string];
  stalePage: readonly [name: string];
  whoMayPostpone: readonly [];
  mayPostpone: readonly [service: string];
  singleNotAtWork: readonly [name: string, single: string, where: string];
  postponedOut: readonly [times: number];
  isStuck: readonly [name: string];
  called: readonly [name: string];
  // The line.
  notFrozen: readonly [service: string];
  freezeInPast: readonly [];
  freezeNotOver: readonly [service: string];
  whoLeads: readonly [service: string];
  mayFreeze: readonly [teams: readonly string[], service: string];
  askedAlready: readonly [];
  othersAsked: readonly [who: readonly string[]];
  liveMoves: readonly [service: string];
  maySayLive: readonly [teams: readonly string[], service: string];
  liveBarred: readonly [name: string, because: Because];
  liveNotServing: readonly [name: string, serving: readonly string[] | null];
  liveNeedsOther: readonly [name: string];
  liveUnproven: readonly [name: string];
  unlockLater: readonly [service: string];
  notLocked: readonly [service: string];
  liveKnown: readonly [name: string];
  seenBefore: readonly [service: string];
  nothingForgotten: readonly [service: string];
  imageAwaited: readonly [name: string];
  imageNotAwaited: readonly [name: string];
  noRelease: readonly [];
  // What nobody's release stands for.
  straysSeenBefore: readonly [service: string];
  noStrays: readonly [service: string];
  mayEndStrays: readonly [service: string];
  straysOver: readonly [service: string];
  straysGo: readonly [service: string, who: string | null];
  straysChanged: readonly [service: string];
  strayKept: readonly [server: string, kept: StrayKept];
  noStrayProtected: readonly [service: string];
  // By what right.
  fromOutside: readonly [];
  whoYouAre: readonly [];
  mayDo: readonly [power: Power, service: string, may: readonly string[]];
  // Jobs.
  jobWhileMoving: readonly [service: string, job: string];
  jobRuns: readonly [job: string, who: string];
  jobStops: readonly [job: string, who: string];
  noJobRuns: readonly [service: string];
  whoMayRun: readonly [job: string];
  mayRun: readonly [job: string, service: string];
  // Errors and tickets.
  notCounted: readonly [name: string, phase: Phase['kind']];
  whoMayJudge: readonly [];
  mayJudge: readonly [service: string];
  judgeOwn: readonly [name: string, tookOver: boolean];
  knownEnd: readonly [];
  tookBack: readonly [who: string];
  noneFailed: readonly [name: string];
  ticketsWait: readonly [name: string];
};

/** Why nothing changed: which sentence says it, and its values. */
export type Reason<Key extends keyof Reasons = keyof Reasons> = {
  readonly says: Key;
  readonly values: Reasons[Key];
};
