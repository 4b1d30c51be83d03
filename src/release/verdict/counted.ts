/**
 * Whose servers: those of the build that is judged, those it is compared with, and of these the
 * ones that were started together with it.
 */
export type JudgedSide = 'new' | 'old' | 'fresh';

/**
 * What one server counted for one signal since it was read last: bad events out of opportunities.
 * Null is what nobody could read, and is never taken for nothing.
 */
export type JudgedCount = {
  readonly signal: string;
  readonly side: JudgedSide;
  readonly server: string;
  readonly bad: number | null;
  readonly all: number | null;
};

/** People hit by one kind of error since the soak began, on either side. */
export type PeopleHit = {
  readonly group: string;
  readonly fatal: boolean;
  /** Known from before; or known, but with a stack that nobody has seen. */
  readonly known: 'new' | 'known' | 'other-stack';
  readonly people: number;
  readonly oldPeople: number;
};

/** One value of one server: users that are on it, or bytes that it holds. */
export type ServerValue = {
  readonly side: JudgedSide;
  readonly server: string;
  readonly value: number;
};

/** Everything that was read in one look, for both sides. */
export type JudgedLook = {
  readonly at: number;
  readonly counts: readonly JudgedCount[];
  /** Signals whose source did not answer, came too late, or does not hear this build. */
  readonly silent: readonly string[];
  readonly restarted: readonly { readonly side: JudgedSide; readonly server: string }[];
  readonly people: readonly PeopleHit[];
  readonly users: readonly ServerValue[];
  readonly memory: readonly ServerValue[];
};

/** A number that was counted: whole or not, but there, finite and not below nothing. */
export function isCount(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value >= 0;
}
