import type { Among } from './among.ts';
import type { AtTerminal } from './at-terminal.ts';
import type { Build } from './build.ts';
import type { ErrorWord } from './known-issue.ts';
import type { Lineage } from '../../changes/lineage.ts';
import type { Person, Roster } from './people.ts';
import type { Plan } from './plan.ts';

/**
 * Somebody said or pressed something. `rev` is the revision of the question they saw, where they
 * answered one.
 */
export type PersonEvent =
  | {
      readonly kind: 'prerelease-requested';
      readonly at: number;
      readonly by: Person;
      readonly id: string;
      readonly build: Build;
      readonly plan: Plan;
      readonly note: string;
      readonly roster: Roster;
      readonly imageFound: boolean;
      readonly among: Among;
      /** Said, and confirmed: the build is older than what is live. */
      readonly older?: true;
      readonly lineage: Lineage;
    }
  | {
      readonly kind: 'approved';
      readonly at: number;
      readonly by: Person;
      readonly rev: number;
      readonly roster: Roster;
      /** Who wrote its changes, as far as the directory knows them; asked where the plan does. */
      readonly authors?: readonly string[];
      readonly terminal?: AtTerminal;
    }
  | {
      readonly kind: 'declined';
      readonly at: number;
      readonly by: Person;
      readonly rev: number;
      readonly reason: string;
      readonly roster: Roster;
    }
  /** It goes on although too little was counted to prove it no worse. */
  | {
      readonly kind: 'proof-waived';
      readonly at: number;
      readonly by: Person;
      readonly rev: number;
      readonly reason: string;
      readonly roster: Roster;
    }
  /** Those whose word is missing are called once more. */
  | { readonly kind: 'approval-asked'; readonly at: number; readonly by: Person }
  | { readonly kind: 'approval-undone'; readonly at: number; readonly by: Person }
  | { readonly kind: 'stopped'; readonly at: number; readonly by: Person; readonly reason: string }
  | {
      readonly kind: 'release-started';
      readonly at: number;
      readonly by: Person | null;
      readonly id: string;
      readonly roster: Roster;
      /** Whether the new image and the rollback target's image were found just now. */
      readonly imageFound: boolean;
      readonly targetFound: boolean;
      readonly capacity: number;
      /** The plan as davy.yml says it now; left out where a Davy before did not make it again. */
      readonly plan?: Plan;
      /** Other pre-releases whose commit is proven to be in this build: they go out with it. */
      readonly carries: readonly string[];
    }
  | {
      readonly kind: 'return-started';
      readonly at: number;
      readonly by: Person;
      readonly id: string;
      readonly build: Build;
      readonly plan: Plan;
      readonly reason: string;
      readonly imageFound: boolean;
      readonly capacity: number;
      readonly terminal?: AtTerminal;
    }
  | {
      readonly kind: 'cancelled';
      readonly at: number;
      readonly by: Person;
      readonly reason: string;
    }
  | {
      readonly kind: 'rollback-asked';
      readonly at: number;
      readonly by: Person;
      readonly reason: string;
      readonly terminal?: AtTerminal;
      /** It was begun without this ledger already, with orders whose fences are below this. */
      readonly fencesFrom?: number;
    }
  /**
   * Needs standing with a team or on call (the roster's team `on-call`): an unproven veto would
   * leave users in harm.
   */
  | {
      readonly kind: 'postponed';
      readonly at: number;
      readonly by: Person;
      readonly rev: number;
      readonly roster: Roster;
    }
  | {
      readonly kind: 'postponement-explained';
      readonly at: number;
      readonly by: Person;
      readonly reason: string;
    }
  | {
      readonly kind: 'held';
      readonly at: number;
      readonly by: Person;
      readonly until: number;
      readonly reason: string;
      readonly terminal?: AtTerminal;
    }
  | { readonly kind: 'resumed'; readonly at: number; readonly by: Person }
  /** What is left of a move goes in smaller steps, or in the planned ones again. */
  | {
      readonly kind: 'paced';
      readonly at: number;
      readonly by: Person;
      readonly to: 'slower' | 'faster';
    }
  /** Somebody else owns it from now on. */
  | { readonly kind: 'owned'; readonly at: number; readonly by: Person; readonly roster: Roster }
  | { readonly kind: 'retried'; readonly at: number; readonly by: Person }
  /** Somebody who was called says that they are on it. */
  | { readonly kind: 'answered'; readonly at: number; readonly by: Person }
  /** `failed`: how many tickets and fix versions had failed just now. */
  | {
      readonly kind: 'tickets-retried';
      readonly at: number;
      readonly by: Person;
      readonly failed: number;
    }
  /** A word on new errors of this release. `roster` as for a postponement. */
  | {
      readonly kind: 'errors-judged';
      readonly at: number;
      readonly by: Person;
      readonly roster: Roster;
      readonly word: ErrorWord;
      readonly until: number | null;
      readonly reason: string;
      readonly issues: readonly { readonly fingerprint: string; readonly title: string }[];
    }
  | {
      readonly kind: 'done-by-hand';
      readonly at: number;
      readonly by: Person;
      readonly reason: string;
    };
