import type { Because } from './because.ts';
import type { Build } from './build.ts';
import type { Exposure } from './exposure.ts';
import type { LaunchOrder } from './launch-order.ts';
import type { PageAbout } from './page-about.ts';
import type { KnownServer, Seen } from './servers.ts';
import type { KnownSingle } from './single.ts';
import { isSamePerson, type Person, type Roster } from './people.ts';
import type { Plan } from './plan.ts';
import type { Baseline, Reading } from './reading.ts';
import type { Ask, Escalation, Migration, Reminder } from './remembered.ts';
import type { Verdict } from './verdict.ts';
import { isLast, type Phase } from './phase.ts';

/** A team member's yes to exactly one build and plan. */
export type Approval = {
  readonly by: Person;
  readonly team: string;
  readonly at: number;
  readonly image: string;
  readonly plan: string;
  /**
   * Given to an earlier build of this version, which this one contains; nothing the team owns
   * changed since.
   */
  readonly kept?: string;
  /** Who is behind the account, where the directory told it. */
  readonly same?: string;
};

/**
 * What the watcher knows so far. `creditedMs` is the soak clock: only watched, healthy-to-read
 * time.
 */
export type Watch = {
  readonly measuredAt: number | null;
  readonly creditedMs: number;
  readonly badInARow: number;
  /** When the first and the last of these were; null where a Davy before did not say. */
  readonly badSince: number | null;
  readonly badAt: number | null;
  readonly goodInARow: number;
  readonly goodSince: number | null;
  readonly undecidedSince: number | null;
  /** Somebody was paged because Davy cannot tell; once per stretch of not knowing. */
  readonly undecidedTold: boolean;
  readonly verdict: Verdict | null;
  readonly readings: readonly Reading[];
  /**
   * What the old servers last showed, kept also while a source is away: once they are empty nobody
   * can measure it again.
   */
  readonly baselines: readonly Baseline[];
};

/** The page's bounded veto: one person delays one automatic rollback. */
export type Postponement = {
  readonly by: Person;
  readonly at: number;
  readonly until: number;
  readonly badness: number;
  readonly reason: string;
  /** Whoever gave the reason, where it was not who postponed. */
  readonly explainedBy?: Person;
};

/**
 * The page before an automatic rollback. `deadline` is when users go back unless health returns.
 */
export type Countdown = {
  readonly number: number;
  readonly since: number;
  readonly deadline: number;
  readonly because: Because;
  readonly postponements: readonly Postponement[];
};

/** People stop forward movement for a bounded time; it never delays a rollback. */
export type Hold = {
  readonly by: Person;
  readonly since: number;
  readonly until: number;
  readonly reason: string;
};

/**
 * A pre-release (a build on a few servers) or a release (the whole fleet), with everything that is
 * true of it now.
 */
export type Release = {
  readonly id: string;
  readonly kind: 'prerelease' | 'release' | 'return';
  readonly service: string;
  readonly build: Build;
  /**
   * Where a rollback goes, fixed at the start. A pre-release goes back to whatever is live then.
   */
  readonly target: Build | null;
  /** Null: the calendar or the automatic rule started it. */
  readonly by: Person | null;
  readonly at: number;
  /** Rises with each release of the line: what is ordered for an older one comes too late. */
  readonly turn: number;
  readonly note: string;
  readonly plan: Plan;
  /** Pre-releases that go out with this release; empty for a return to an older build. */
  readonly carries: readonly string[];
  /** A release of this pre-release was started before: Davy does not start another by itself. */
  readonly startAttempted: boolean;
  /** How many servers served when it started: capacity never drops below this. */
  readonly capacity: number;
  readonly phase: Phase;
  readonly approvals: readonly Approval[];
  readonly watch: Watch;
  readonly seen: Seen | null;
  /** What was ordered for it, the oldest first. */
  readonly orders: readonly LaunchOrder[];
  /** Servers it brought or stands against that were seen and are not accounted for yet. */
  readonly known: readonly KnownServer[];
  /**
   * Servers it did not make and found protected: it leaves them so. After its way back only those
   * that it has not seen protected again.
   */
  readonly guarded: readonly string[];
  /** The jobs it swaps, as they were last seen, in the order of its plan. */
  readonly singles: readonly KnownSingle[];
  /** Its servers that were found after it was over, and that people were called for. */
  readonly cameBack: readonly string[];
  /** Since when none of them is seen any more (real ms), and whether that was long enough. */
  readonly cameBackGone: { readonly since: number; readonly over: boolean } | null;
  readonly exposure: readonly Exposure[];
  readonly countdown: Countdown | null;
  readonly countdowns: number;
  /** The newest time people were called, and who answered; null when nobody ever was. */
  readonly escalation: Escalation | null;
  /** What people were called for and the pager still holds open. */
  readonly incidents: readonly PageAbout[];
  readonly hold: Hold | null;
  /** How often it was held: holds that follow each other are a habit. */
  readonly holds: number;
  /** Who owned it before `by` took it over, whoever started it first. */
  readonly owners: readonly Person[];
  /** Who had the missing word asked for, and when. */
  readonly asks: readonly Ask[];
  /** Who was reminded of what. */
  readonly reminders: readonly Reminder[];
  /** How its users are being moved; null as long as it stands as planned and nothing has moved. */
  readonly move: Migration | null;
  /** Versions whose commit it contains, as far as was asked: bars on them concern it too. */
  readonly contains: readonly string[];
  /** Raised whenever the question that buttons ask changes; a click on an older one is stale. */
  readonly rev: number;
  /** Events recorded so far in its stream. */
  readonly seq: number;
  /**
   * What fences of its orders count from, where its way back was carried out without this ledger:
   * all that were given before are older than that way back.
   */
  readonly fencesFrom?: number;
  /** Who let its soak end without the proof that it is no worse, and why. */
  readonly waived?: { readonly by: Person; readonly at: number; readonly reason: string };
};

/** Whether this person owns it, or did, by whatever account. */
export function hasOwned(
  { by, owners }: Release,
  id: string,
  roster: Roster | null = null,
): boolean {
  return [...(by ? [by] : []), ...owners].some((owner) => isSamePerson(owner.id, id, roster));
}

/** Nothing watched yet. */
export const unwatched: Watch = {
  measuredAt: null,
  creditedMs: 0,
  badInARow: 0,
  badSince: null,
  badAt: null,
  goodInARow: 0,
  goodSince: null,
  undecidedSince: null,
  undecidedTold: false,
  verdict: null,
  readings: [],
  baselines: [],
};

/** Whether anything can still happen to it. */
export function isOpen(release: Release): boolean {
  return !isLast(release.phase.kind);
}

/** Servers of a release that is over which are there again, and that people were called for. */
export function thereAgain({
  cameBack,
  cameBackGone,
}: Pick<Release, 'cameBack' | 'cameBackGone'>): readonly string[] {
  return cameBackGone?.over === true ? [] : cameBack;
}
