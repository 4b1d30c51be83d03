import type { Among } from './among.ts';
import type { Build } from './build.ts';
import type { ImageSeen, Server } from './servers.ts';
import type { ErrorWord, KnownIssue } from './known-issue.ts';
import type { Ancestry, Lineage } from '../../changes/lineage.ts';
import type { ReminderFacts } from './reminder-facts.ts';
import type { Person, Roster } from './people.ts';
import type { Plan } from './plan.ts';
import type { Reading } from './reading.ts';
import type { Reconnects } from './reconnects.ts';
import type { ServingVersions } from './remembered.ts';

/**
 * What has happened: a person spoke, or the world answered. Always past tense; `at` is clock ms.
 */
export type Event = PersonEvent | WorldEvent | LineEvent;

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
      readonly lineage: Lineage;
    }
  | {
      readonly kind: 'approved';
      readonly at: number;
      readonly by: Person;
      readonly rev: number;
      readonly roster: Roster;
    }
  | {
      readonly kind: 'declined';
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

/** The world answered, or time passed. */
export type WorldEvent =
  /**
   * `wall` is real time: a rollback is over only when the world stayed calm beyond lease and call
   * deadline.
   */
  | {
      readonly kind: 'observed';
      readonly at: number;
      readonly wall: number;
      readonly servers: readonly Server[];
      readonly image?: ImageSeen;
      readonly ancestry?: Ancestry;
    }
  | {
      readonly kind: 'measured';
      readonly at: number;
      readonly readings: readonly Reading[];
      readonly reconnects?: Reconnects;
    }
  | { readonly kind: 'time-passed'; readonly at: number; readonly facts?: ReminderFacts }
  | { readonly kind: 'gave-up'; readonly at: number; readonly because: string };

/** What concerns the line alone. */
export type LineEvent =
  | { readonly kind: 'fleet-seen'; readonly at: number; readonly found: readonly ServingVersions[] }
  /**
   * `roster` as for a freeze. `reason`: why a build that was barred may serve everybody; empty
   * otherwise.
   */
  | {
      readonly kind: 'adopted';
      readonly at: number;
      readonly by: Person;
      readonly build: Build;
      readonly roster: Roster;
      readonly reason: string;
    }
  | { readonly kind: 'unlocked'; readonly at: number; readonly by: Person; readonly reason: string }
  /**
   * `roster`: the teams of the service; whoever leads none of them freezes nothing and ends no
   * freeze.
   */
  | {
      readonly kind: 'frozen';
      readonly at: number;
      readonly by: Person;
      readonly until: number;
      readonly reason: string;
      readonly roster: Roster;
    }
  /** Null: its time came, and nobody's standing matters. */
  | {
      readonly kind: 'unfrozen';
      readonly at: number;
      readonly by: Person | null;
      readonly roster: Roster | null;
    }
  | { readonly kind: 'unfreeze-asked'; readonly at: number; readonly by: Person }
  | {
      readonly kind: 'error-word-undone';
      readonly at: number;
      readonly by: Person;
      readonly known: KnownIssue;
    };
