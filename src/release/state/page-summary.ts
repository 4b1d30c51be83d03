import type { TerminalAct } from './at-terminal.ts';
import type { Because } from './because.ts';
import type { SignalResult } from './verdict.ts';
import type { Worded } from './worded.ts';

/** What people are called for. The pager, the log and messages word it, each where it leaves. */
export type PageSummary =
  | Worded
  /** It rolls back by itself unless somebody postpones it. */
  | { readonly kind: 'countdown'; readonly name: string; readonly because: Because }
  | { readonly kind: 'rolling-back'; readonly name: string; readonly because: Because }
  | { readonly kind: 'stuck'; readonly name: string; readonly because: Because }
  /** The way back gets no servers: it goes on trying, and nobody else can help it. */
  | { readonly kind: 'no-servers'; readonly name: string; readonly because: Because }
  /** Users return to a build that is unhealthy: nothing turns round, somebody has to look. */
  | { readonly kind: 'unhealthy-return'; readonly name: string }
  /** It is over, and servers of it are there again. */
  | { readonly kind: 'came-back'; readonly name: string; readonly servers: readonly string[] }
  /**
   * Nobody can tell how it is; or the longest soak is over, and what was counted proves neither
   * that it is well nor ill.
   */
  | {
      readonly kind: 'cannot-tell' | 'unproven';
      readonly name: string;
      readonly signals: readonly SignalResult[];
    }
  /** No look at it came to an end for so long. */
  | { readonly kind: 'not-measured'; readonly name: string; readonly minutes: number }
  /** Somebody acted past Slack: whoever is on call has to know. */
  | {
      readonly kind: 'at-terminal';
      readonly name: string;
      readonly act: TerminalAct;
      readonly who: string;
      readonly host: string;
      readonly reason: string;
    }
  | { readonly kind: 'unanswered'; readonly about: PageSummary };
