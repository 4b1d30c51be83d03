import type { Felt } from './felt.ts';
import type { ConfigChange } from './plan.ts';
import type { Single } from './single.ts';
import type { SignalResult } from './verdict.ts';
import type { Worded } from './worded.ts';

/** What people do that ends a release or turns it round; their reason comes with it. */
export const actsWithReason = [
  'asked',
  'stopped',
  'declined',
  'cancelled',
  'finished-by-hand',
  'returned',
] as const;

/**
 * Somebody's act and the reason they gave. The reason is theirs, and stays as they typed it.
 * `cause`: what the page had called people for, where they answered one.
 */
export type Said = {
  readonly kind: 'said';
  readonly act: (typeof actsWithReason)[number];
  readonly who: string;
  readonly reason: string;
  readonly cause?: Because;
};

/** What the world did not do in the time it had, or did although nobody asked it to. */
export const troubles = [
  'servers-not-ready',
  'no-user-comes',
  'users-do-not-move',
  'users-stay',
  'traffic-does-not-move',
  'traffic-stays',
  'old-servers-stay',
  'way-back-takes-long',
  'canary-gone',
  'fault',
] as const;

/**
 * Why something ended, turned round, is stuck, locked or blocked: a value with its facts. The
 * words are found where it is shown, so that no decision and no stored row depends on a sentence.
 */
export type Because =
  | Worded
  | Said
  | { readonly kind: (typeof troubles)[number] }
  | { readonly kind: 'not-approved-in-time' }
  /**
   * What was measured speaks against the build; `postponed` says what ended a postponement, `felt`
   * what people notice of it, where that was counted.
   */
  | {
      readonly kind: 'unhealthy';
      readonly signals: readonly SignalResult[];
      readonly felt?: Felt;
      readonly postponed?: 'fatal' | 'twice-as-bad';
    }
  /** CI said so after it had been registered. */
  | { readonly kind: 'checks-failed'; readonly failed: number }
  /** Another build serves everybody. */
  | { readonly kind: 'went-live'; readonly name: string }
  | { readonly kind: 'replaced'; readonly who: string; readonly name: string }
  /** The release that carried it went back. */
  | { readonly kind: 'rolled-back-with'; readonly name: string; readonly because: Because }
  /** Locks a service. */
  | { readonly kind: 'was-rolled-back'; readonly name: string; readonly because: Because }
  | { readonly kind: 'was-finished-by-hand'; readonly name: string; readonly said: Said }
  /** davy.yml is not what was approved any more: these lines, and so many more. */
  | {
      readonly kind: 'plan-changed';
      readonly changes: readonly ConfigChange[];
      readonly more: number;
    }
  /** Another build that this one contains may not go out. */
  | { readonly kind: 'contains-blocked'; readonly version: string; readonly because: Because }
  /** So many of `of` servers came up, and their configuration failed or did not end in time. */
  | {
      readonly kind: 'not-configured';
      readonly failed: number;
      readonly late: number;
      readonly of: number;
    }
  /** The provider refused so many servers for certain, so often; `said` are its own words. */
  | {
      readonly kind: 'no-capacity';
      readonly servers: number;
      readonly tries: number;
      readonly said: string;
    }
  /** A job that must never run twice does not get on; nothing of it works since `downSince`. */
  | {
      readonly kind: 'single-stands';
      readonly single: string;
      readonly where: string;
      readonly state: Single['state'];
      readonly downSince: number | null;
      /** It was started and seen at work before; missing where it was not. */
      readonly worked?: true;
    }
  /** A share of all tries, beside the most that the plan bears. */
  | { readonly kind: 'reconnects-failed'; readonly share: number; readonly max: number };
