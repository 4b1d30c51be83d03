import type { Worded } from './worded.ts';

/** What the core itself finds missing in a reading. */
export const gaps = [
  'no-value',
  'too-old',
  'no-limit',
  'nothing-to-compare',
  'servers-not-seen',
  'servers-left-out',
  'reconnects-not-counted',
  'too-few',
  'warming-up',
  'not-counted',
] as const;

/** Why a value is missing: the source's own words, a source that is silent, or what is lacking. */
export type Missing =
  | Worded
  | { readonly kind: 'no-answer'; readonly system: string }
  | { readonly kind: (typeof gaps)[number] };
