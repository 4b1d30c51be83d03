import type { Person, Roster } from '../release/state/people.ts';

/**
 * Who people are and for whom they may speak. Throws `UpstreamError` when the directory does not
 * answer: nobody is guessed.
 */
export type People = {
  /** Members of each team now; `approvers` are user ids and user-group ids. */
  roster(teams: Readonly<Record<string, readonly string[]>>): Promise<Omit<Roster, 'at'>>;
  /**
   * Name, time zone and standing of one person; `outside` for guests, bots, deactivated people and
   * other workspaces.
   */
  person(id: string): Promise<{
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
