import type { Person } from './people.ts';

/** Why a server may not be terminated, as the last look had it. */
export const strayKepts = ['open', 'users', 'uncounted', 'protected', 'unseen'] as const;

/** One of them. */
export type StrayKept = (typeof strayKepts)[number];

/** What Davy can be told to do to them. */
export const strayOrders = ['unprotect', 'terminate'] as const;

/** A server that no open release stands for. */
export type StrayServer = {
  readonly id: string;
  /** Since when it is nobody's (clock ms): since its release ended, or since it was started. */
  readonly since: number;
  /** Null where nobody said what it costs. */
  readonly costPerHour: number | null;
  /** Null where nothing speaks against terminating it. */
  readonly kept: StrayKept | null;
};

/** What somebody had said that Davy does to them, until it is done. `by` null: davy.yml says so. */
export type StrayWord = {
  readonly kind: (typeof strayOrders)[number];
  readonly at: number;
  readonly by: Person | null;
  readonly reason: string;
  /** Nothing is done before (clock ms): until then it can be taken back. */
  readonly goesAt: number;
  /** Whom it was said of: who comes later is asked about anew. */
  readonly ids: readonly string[];
};

/** How it came that nobody is asked any more. */
export type StrayEnd =
  | {
      readonly kind: 'adopted';
      readonly at: number;
      readonly by: Person;
      readonly reason: string;
    }
  | {
      readonly kind: 'terminated';
      readonly at: number;
      readonly by: Person | null;
      readonly reason: string;
    }
  | { readonly kind: 'gone'; readonly at: number };

/** Servers of one release that no open release stands for: one question to people. */
export type StrayGroup = {
  /** Its own number in the line: a release may leave servers behind twice. */
  readonly no: number;
  readonly release: string;
  readonly version: string;
  readonly servers: readonly StrayServer[];
  /** When they were first seen so (clock ms). */
  readonly since: number;
  /** When their release ended (clock ms); null where the ledger knows of no such release. */
  readonly endedAt: number | null;
  /** When people were asked; null while it may pass by itself. */
  readonly toldAt: number | null;
  /** Rises with every change of the question, so that nobody answers one they did not see. */
  readonly rev: number;
  readonly word: StrayWord | null;
  /** Why the last word could not be carried out, as the fleet said it. */
  readonly failed: string | null;
  /** Since when looks show none of them (real ms); null where the last one did. */
  readonly goneSince: number | null;
  readonly end: StrayEnd | null;
};

/** Servers that stay because somebody said so: nobody is asked about them again. */
export function adoptedIn({
  strays,
}: {
  readonly strays: readonly StrayGroup[];
}): ReadonlySet<string> {
  const adopted = strays.filter(({ end }) => end?.kind === 'adopted');
  return new Set(adopted.flatMap(({ servers }) => servers.map(({ id }) => id)));
}
