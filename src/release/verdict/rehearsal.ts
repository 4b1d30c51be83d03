import type { Release } from '../state/release.ts';
import type { TurnedOut } from '../turned-out.ts';
import type { Replayed } from './replay.ts';

/** A pre-release or release of the past, what would have been done with it, and what it was. */
export type Rehearsed = {
  readonly release: Release;
  readonly found: Replayed;
  readonly was: TurnedOut;
};

/** The judge of today over the kept looks of the past. */
export type Rehearsal = {
  /** The newest first. */
  readonly tried: readonly Rehearsed[];
  /** Old servers played as canaries: none of them is a new build, so any alarm is a false one. */
  readonly placebo: { readonly played: number; readonly called: number; readonly turned: number };
  /** So many ended without looks that are kept. */
  readonly unkept: number;
  /** So many older ones were not reached. */
  readonly left: number;
};

/** How what would have been done compares with what a build turned out to be. */
export type Fit = 'right' | 'wrong' | 'cannot-tell' | 'nobody-knows';

/** A call is right for a build that went back, and silence for one that stayed. */
export function fitOf({ found, was }: Pick<Rehearsed, 'found' | 'was'>): Fit {
  if (was.kind === 'unknown') return 'nobody-knows';
  if (found.kind === 'cannot-tell') return 'cannot-tell';
  return (found.kind === 'calls') === (was.kind === 'bad') ? 'right' : 'wrong';
}
