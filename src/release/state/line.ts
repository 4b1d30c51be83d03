import type { Because } from './because.ts';
import type { Build, RegisteredBuild } from './build.ts';
import type { AwaitedImage } from './image.ts';
import type { JobRun } from './job-run.ts';
import type { Person } from './people.ts';
import type { KnownShare } from './traffic-share.ts';
import type { StrayGroup } from './strays.ts';
import type { ServingVersions, Reminder, Recall, SaidLive } from './remembered.ts';

/** Why a line starts nothing until a person unlocks it. */
export type Lock = { readonly reason: Because; readonly since: number; readonly release: string };

/** A lock that is off: the channel is told who took it off, and why. */
export type EndedLock = Lock & {
  readonly endedAt: number;
  readonly endedBy: Person;
  readonly said: string;
};

/** No new pre-release or release until then; rollbacks always pass. */
export type Freeze = {
  readonly since: number;
  readonly until: number;
  readonly reason: string;
  readonly by: Person;
  /** Who asked to have it ended. */
  readonly asks: readonly { readonly by: Person; readonly at: number }[];
};

/** A freeze that is over: its message says so. `endedBy` is null when its time came. */
export type EndedFreeze = Freeze & { readonly endedAt: number; readonly endedBy: Person | null };

/**
 * A build that may not go out again: its version, bytes and commit, and the teams whose word a
 * build that contains it needs, given after it was barred.
 */
export type BlockedBuild = {
  readonly version: string;
  readonly image: string;
  readonly because: Because;
  readonly commit: string;
  readonly teams: readonly string[];
  readonly at: number;
};

/** What one line has once. */
export type Line = {
  /** Its name: `board`, or `board@sandbox`. */
  readonly service: string;
  readonly live: Build | null;
  /**
   * The version of `live` where two people recorded it although it was not seen to serve: nobody
   * goes back to that. Any other is out of date.
   */
  readonly unproven: string | null;
  /** What one approver says is live although it was not seen to serve: another has to say so. */
  readonly saidLive: SaidLive | null;
  /** Builds that served everyone before, newest first, the live one left out. */
  readonly lastGood: readonly Build[];
  readonly lock: Lock | null;
  /** The last lock that somebody took off. */
  readonly endedLock: EndedLock | null;
  readonly freeze: Freeze | null;
  /** The last freeze that ended. */
  readonly endedFreeze: EndedFreeze | null;
  /**
   * The one release that moves, the pre-releases it carries, and whether its users have begun to
   * move.
   */
  readonly moving: {
    readonly release: string;
    readonly carries: readonly string[];
    readonly migrating: boolean;
  } | null;
  /** Builds that may not be released: a rollback or a block barred them. */
  readonly blocked: readonly BlockedBuild[];
  /** Pre-releases that went out with the live build. */
  readonly carried: readonly string[];
  /**
   * Pre-releases that have to come back although nothing is wrong with them; each turns round at
   * its next look.
   */
  readonly recalled: readonly Recall[];
  /** What was seen to serve while nobody said what is live; null before anybody looked. */
  readonly found: readonly ServingVersions[] | null;
  /** Who was reminded of the lock or of the freeze. */
  readonly reminders: readonly Reminder[];
  /** Jobs that people had run, the newest first; at most the first of them is under way. */
  readonly runs: readonly JobRun[];
  /** How its traffic is shared out, as far as is known: whoever steers it, it is one split. */
  readonly split: readonly KnownShare[];
  /** Releases that are over and of which servers are there again. */
  readonly leftBehind: readonly string[];
  /** Servers that no open release stands for, as people are asked about them. */
  readonly strays: readonly StrayGroup[];
  /** Builds that CI registered without an image, while theirs is looked for. */
  readonly awaited: readonly AwaitedImage[];
  readonly seq: number;
};

/** A service nobody has released through Davy yet. */
export function newLine(service: string): Line {
  return {
    service,
    live: null,
    unproven: null,
    saidLive: null,
    lastGood: [],
    lock: null,
    endedLock: null,
    freeze: null,
    endedFreeze: null,
    moving: null,
    blocked: [],
    carried: [],
    recalled: [],
    found: null,
    reminders: [],
    runs: [],
    split: [],
    leftBehind: [],
    strays: [],
    awaited: [],
    seq: 0,
  };
}

/** Why this build may not go out, if it may not. */
export function blockedBecause(line: Line, build: RegisteredBuild): Because | null {
  return (
    line.blocked.find((bar) => bar.version === build.version || bar.image === build.image)
      ?.because ?? null
  );
}

/** Another line of the product that went back from this build, or that it is blocked on. */
export type BlockedElsewhere = { readonly line: string; readonly because: Because };

/**
 * Where else a build is blocked. Each line bars builds for itself, because what broke one place may
 * be harmless in another; but nobody starts such a build without having read it.
 */
export function blockedElsewhere(
  siblings: readonly Line[],
  build: RegisteredBuild,
): readonly BlockedElsewhere[] {
  return siblings.flatMap((line) => {
    const because = blockedBecause(line, build);
    return because === null ? [] : [{ line: line.service, because }];
  });
}

/**
 * It served everyone before another build did: it is a way back, and nothing that waits to start.
 */
export function servedBefore(line: Line, build: Pick<Build, 'version'>): boolean {
  return (
    line.live !== null &&
    line.live.version !== build.version &&
    line.lastGood.some(({ version }) => version === build.version)
  );
}

/** What is asked of a pre-release that others may answer for. */
type Canary = { readonly id: string; readonly build: Build };

/**
 * Once users move, the release that carries a pre-release is the one that watches, pages and turns
 * round; so it is once it takes the pre-release's servers home, wherever it turned round. When it
 * is live nobody judges the pre-release any more, also while it is still open.
 */
export function isTakenOver(line: Line, release: Canary): boolean {
  if (wentOut(line, release)) return true;
  const { moving } = line;
  return (
    moving !== null &&
    moving.carries.includes(release.id) &&
    (moving.migrating || isTakenHome(line, release))
  );
}

/** The release that carries it turned round: it barred its build, or calls back what came along. */
function isTakenHome(line: Line, { id, build }: Canary): boolean {
  return (
    blockedBecause(line, build) !== null ||
    line.recalled.some(
      ({ release, because }) => release === id && because.kind === 'rolled-back-with',
    )
  );
}

/** What is to come back opens nothing that the release which carried it closes. */
export function isRecalled({ recalled }: Line, { id }: { readonly id: string }): boolean {
  return recalled.some(({ release }) => release === id);
}

/** Whether a pre-release went out with the build that is live. */
export function wentOut({ carried }: Line, { id }: { readonly id: string }): boolean {
  return carried.includes(id);
}
