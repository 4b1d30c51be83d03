import type { Because, Said } from './because.ts';
import type { Person } from './people.ts';

/** Why something ended or turned round, and on whose word. */
export type Cause = {
  readonly because: Because;
  /** Null when nobody asked: Davy decided, or a deadline passed. */
  readonly by: Person | null;
};

/** Davy decided it. */
export function byItself(because: Because): Cause {
  return { because, by: null };
}

/** A person decided it, and said why; `cause`: what the page that they answered was for. */
export function saidBy(by: Person, act: Said['act'], reason: string, cause?: Because) {
  const why = cause === undefined ? {} : { cause };
  return { because: { kind: 'said', act, who: by.name, reason, ...why } as const, by };
}
