import type { JudgeOptions } from './judge-options.ts';
import type { Ways } from './ways.ts';

/**
 * When releases go out: minutes of the day and days of the week (0 is Sunday) that are no holidays,
 * as clocks in `zone` show them.
 */
export type Daily = {
  readonly minute: number;
  readonly days: readonly number[];
  readonly zone: string;
  /** Dates such as 2026-12-25 on which nothing goes out by itself. */
  readonly holidays: readonly string[];
};

/**
 * What was decided before anything started. A running release keeps its plan whatever the
 * configuration says later.
 */
export type Plan = {
  /** Stands for everything below and the configuration behind it; an approval names it. */
  readonly hash: string;
  /** How its fleet differs from others. */
  readonly ways: Ways;
  /**
   * The share of traffic a canary gets; null: its part by the number of servers. Nothing where
   * users are moved.
   */
  readonly share: number | null;
  /** How many canary servers a pre-release launches. */
  readonly servers: number;
  /** Watched time a pre-release needs. */
  readonly soakMs: number;
  /** Users the canary must be serving for a minute to count as watched. */
  readonly usersMin: number;
  /** Whose word is needed, and how many people of each team. */
  readonly signOff: readonly { readonly team: string; readonly approvals: number }[];
  /**
   * `authors`: whoever wrote a change of the build approves it only where nobody else of the team
   * could. `distinct`: one person counts for one team only. Left out: neither.
   */
  readonly approval?: { readonly authors: boolean; readonly distinct: boolean };
  readonly approvalTtlMs: number;
  /** Rising shares of users, the last one 1. */
  readonly batches: readonly number[];
  /** Watched time between two batches. */
  readonly betweenBatchesMs: number;
  /**
   * The share of reconnects that may fail before what is left goes more slowly; null where nobody
   * counts them.
   */
  readonly reconnectsMax: number | null;
  /** Watched time after the last batch, before an old server goes. */
  readonly watchMs: number;
  /** How long protection is off before a server is destroyed. */
  readonly retireGraceMs: number;
  readonly countdownMs: number;
  readonly postponeMs: number;
  readonly postponesMax: number;
  /** How long a page may stay without anybody's answer before the next target is called. */
  readonly answerWithinMs: number;
  readonly lookEveryMs: number;
  /** How counts on both sides judge it; null where limits do. */
  readonly judge: JudgeOptions | null;
  /** How counts would, where limits decide: they are kept and said beside the verdict. */
  readonly rehearses?: JudgeOptions;
  /** No server became ready for this long: the launch failed. */
  readonly launchTimeoutMs: number;
  /** A soaked, healthy pre-release starts its release without a button. */
  readonly automatic: boolean;
  /** Releases go out at these slots; without them, as soon as they may. */
  readonly daily?: Daily;
  /** What a person chose for this one: made again with it, the same configuration is the same. */
  readonly chosen?: PlanChoices;
  /**
   * The lines of davy.yml behind it, each with its value: so that a difference can be named. Left
   * out where nobody compares any more.
   */
  readonly configured?: Readonly<Record<string, string>>;
};

/** What a person may choose for one pre-release. */
export type PlanChoices = {
  readonly servers?: number | undefined;
  readonly soakMs?: number | undefined;
  /** Whose paths change; null or missing: all are asked. */
  readonly teams?: readonly string[] | null;
};

/** A line of davy.yml whose value is another one now; null: it was not there, or is gone. */
export type ConfigChange = {
  readonly line: string;
  readonly from: string | null;
  readonly to: string | null;
};

/** By what a release is counted, whether counts decide or only rehearse; null where nothing is. */
export function countedBy({ judge, rehearses }: Plan): JudgeOptions | null {
  return judge ?? rehearses ?? null;
}
