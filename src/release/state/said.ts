import type { Person } from './people.ts';

/** What people do that ends a release or turns it round; their reason comes with it. */
export const actsWithReason = [
  'asked',
  'stopped',
  'declined',
  'cancelled',
  'finished-by-hand',
] as const;

/** Somebody's act and the reason they gave, as values: whoever shows them finds the words. */
export type Said = { readonly act: (typeof actsWithReason)[number]; readonly reason: string };

/** Why something ended or turned round, and on whose word. */
export type Cause = {
  /** A sentence for the record: the log, pages, and what is barred or locked by it. */
  readonly because: string;
  /** Null when nobody asked: Davy decided, or a deadline passed. */
  readonly by: Person | null;
  /** Absent where `by` said nothing about this release, such as for one that a release carried. */
  readonly said?: Said;
};

/** Davy decided it. */
export function byItself(because: string): Cause {
  return { because, by: null };
}

/** A person decided it, and said why. */
export function saidBy(by: Person, act: Said['act'], reason: string) {
  return { because: `${recorded[act]}${by.name}: ${reason}`, by, said: { act, reason } };
}

const recorded: Readonly<Record<Said['act'], string>> = {
  asked: '',
  stopped: 'stopped by ',
  declined: 'declined by ',
  cancelled: 'cancelled by ',
  'finished-by-hand': 'finished by hand by ',
};
