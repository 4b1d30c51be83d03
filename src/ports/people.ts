import type { Person, RosterRead } from '../release/state/people.ts';

/** How well an answer has to be known. */
export type HowKnown = {
  /** Groups and these people are asked for now: nobody who left may still speak. */
  readonly fresh?: readonly string[];
  /** Where nobody answers, what was known last will do: users must not wait for a directory. */
  readonly orLast?: true;
};

/**
 * Who people are and for whom they may speak. Throws `UpstreamError` when the directory does not
 * answer: nobody is guessed.
 */
export type People = {
  /** Members of each team; `approvers` are user ids and user-group ids. */
  roster(
    teams: Readonly<Record<string, readonly string[]>>,
    asking?: HowKnown,
  ): Promise<RosterRead>;
  /**
   * Name, time zone and standing of one person; `outside` for guests, bots, deactivated people and
   * other workspaces.
   */
  person(
    id: string,
    asking?: HowKnown,
  ): Promise<{
    readonly id: string;
    readonly name: string;
    readonly standing: 'member' | 'outside';
    readonly zone?: string | null;
  }>;
  /** The member with this address; null when there is none, or when Davy may not read addresses. */
  byEmail(email: string): Promise<Person | null>;
  /**
   * Who of these is at their desk and who is not, as far as anybody says so within a moment; for
   * reading only, so it never throws.
   */
  presence(ids: readonly string[]): Promise<Readonly<Record<string, 'active' | 'away'>>>;
};
