import type { Lane } from '../release/state/decision.ts';

/** Who waits: lanes with a free place, and the signal that it waits no longer. */
export type FreeWorker = { readonly lanes: readonly Lane[]; readonly enough: AbortSignal };

/**
 * A wish that a piece of work be done at a time. `key` is written as `src/release/state/keys.ts`
 * says.
 */
export type WakeUp = { readonly key: string; readonly lane: Lane; readonly dueAt: number };
