import type { Lane } from '../release/state/decision.ts';

/**
 * A wish that a piece of work be done at a time. `key` is written as `src/release/state/keys.ts`
 * says. Urgent is what brings users home or may have to: it goes before all other work. Left out,
 * both stay what they were.
 */
export type WakeUp = {
  readonly key: string;
  readonly lane: Lane;
  readonly dueAt: number;
  readonly urgent?: boolean;
  readonly service?: string;
};

/** Whose work it is, where whoever wished for it said so. */
export type Owned = { readonly service: string | null };

/** What a worker takes besides, or leaves to others, so that nobody's outage takes all places. */
export type Room = {
  /** Lanes of which urgent work is taken, whatever the other rules say. */
  readonly urgent: readonly Lane[];
  /** Services that have their share of a lane's places already. */
  readonly full: readonly { readonly lane: Lane; readonly service: string }[];
};

/** Who waits: lanes with a free place, and the signal that it waits no longer. */
export type FreeWorker = { readonly lanes: readonly Lane[]; readonly enough: AbortSignal };
