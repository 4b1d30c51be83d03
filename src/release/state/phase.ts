import type { Person } from './people.ts';
import type { Because } from './because.ts';

/** How a pre-release or release may end when it does not reach everyone. */
export const ends = [
  'rolled-back',
  'declined',
  'expired',
  'replaced',
  'stopped',
  'failed',
  'cancelled',
] as const;

/** One of these ends. */
export type End = (typeof ends)[number];

/** Nobody wanted these; on the way to every other end somebody had users brought back. */
export function isAlarming(end: End): boolean {
  return end === 'rolled-back' || end === 'failed';
}

/**
 * A pre-release or release is in exactly one phase; a phase holds only what is true while it lasts.
 * Times are clock ms.
 */
export type Phase =
  /** In line behind another pre-release: nothing is launched until that one has left production. */
  | { readonly kind: 'queued'; readonly since: number }
  | { readonly kind: 'requested'; readonly since: number }
  | { readonly kind: 'launching'; readonly since: number }
  | { readonly kind: 'joining'; readonly since: number }
  | { readonly kind: 'configuring'; readonly since: number }
  | { readonly kind: 'soaking'; readonly since: number }
  | { readonly kind: 'waiting'; readonly since: number }
  | { readonly kind: 'approved'; readonly since: number }
  | { readonly kind: 'carried'; readonly at: number }
  | { readonly kind: 'verifying'; readonly since: number }
  /** `movedAt`: when this batch's users had all moved; its watch counts from there. */
  | {
      readonly kind: 'migrating';
      readonly since: number;
      readonly batch: number;
      readonly movedAt: number | null;
      readonly watchedMs: number;
    }
  | { readonly kind: 'watching'; readonly since: number; readonly watchedMs: number }
  /**
   * Jobs that must never run twice change over, one after the other. `done`: those that were seen
   * to run the new build. `since`: when the last of them was begun or done.
   */
  | { readonly kind: 'swapping'; readonly since: number; readonly done: readonly string[] }
  | { readonly kind: 'retiring'; readonly since: number; readonly unprotectedAt: number | null }
  | { readonly kind: 'announcing'; readonly since: number }
  | { readonly kind: 'live'; readonly at: number }
  | RollingBack
  | {
      readonly kind: End;
      readonly at: number;
      readonly because: Because;
      readonly by: Person | null;
      /** When the last user was back, and whom it had hurt, where something was wrong. */
      readonly usersBackAt?: number;
      readonly harm?: Harm;
    }
  /** A person was paged. Its exits are retry, roll back and done by hand. */
  | {
      readonly kind: 'stuck';
      readonly since: number;
      readonly because: Because;
      readonly from: Phase;
    };

/**
 * Whom a build hurt, as was seen when it turned round (clock ms): since when what was measured had
 * been bad, when people were called, and who was on it.
 */
export type Harm = {
  readonly began: number;
  readonly seen: number;
  readonly turned: number;
  readonly users: number | null;
  readonly share: number | null;
  /** The largest share of requests that failed, where they are counted (0 to 1). */
  readonly failing?: number;
};

/** Users go back first, servers go second; nothing forward follows it. */
export type RollingBack = {
  readonly kind: 'rolling-back';
  readonly since: number;
  readonly because: Because;
  /** Null when nobody asked: Davy decided, or a deadline passed. */
  readonly by: Person | null;
  readonly end: End;
  readonly usersBackAt: number | null;
  readonly unprotectedAt: number | null;
  /**
   * The world has looked finished since then (real ms); it must stay so beyond lease and deadline.
   */
  readonly calmSince: number | null;
  /** Jobs whose swap was begun: they go back too, the last one first. Missing where none. */
  readonly swapped?: readonly string[];
  readonly harm?: Harm;
  /** Servers may have been ordered that no look has shown yet: fleets tell late. */
  readonly unseen?: true;
};

/** Phases in which a build is still tried: it can be stopped without taking it from everybody. */
export const triedIn: readonly Phase['kind'][] = [
  'queued',
  'requested',
  'launching',
  'joining',
  'configuring',
  'soaking',
  'waiting',
  'approved',
];

/** Whether nothing follows a phase. */
export function isLast(phase: Phase['kind']): boolean {
  return phase === 'carried' || phase === 'live' || ends.some((end) => end === phase);
}
