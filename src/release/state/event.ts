import type { Because } from './because.ts';
import type { Build } from './build.ts';
import type { ImageEvent } from './image.ts';
import type { ImageSeen, Server } from './servers.ts';
import type { Single } from './single.ts';
import type { Refused } from './launch-order.ts';
import type { JobRules, StepEnd } from './job-run.ts';
import type { KnownIssue } from './known-issue.ts';
import type { Ancestry } from '../../changes/lineage.ts';
import type { ReminderFacts } from './reminder-facts.ts';
import type { Person, Roster } from './people.ts';
import type { Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';
import type { Reconnects } from './reconnects.ts';
import type { ServingVersions } from './remembered.ts';
import type { StrayServer, StrayWord } from './strays.ts';
import type { PersonEvent } from './person-event.ts';
import type { Rights } from './standing.ts';

/** What has happened: a person spoke, or the world answered. In the past; `at` is clock ms. */
export type Event = (PersonEvent | WorldEvent | LineEvent) & { readonly standing?: Rights };

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
      readonly singles: readonly Single[];
      readonly image?: ImageSeen;
      readonly ancestry?: Ancestry;
    }
  | {
      readonly kind: 'measured';
      readonly at: number;
      readonly readings: readonly Reading[];
      readonly reconnects?: Reconnects;
      /** What counts say, where the service is judged by them. */
      readonly judged?: Judgement;
    }
  | { readonly kind: 'time-passed'; readonly at: number; readonly facts?: ReminderFacts }
  /**
   * CI told of a registered build once more, with other checks: the newest count. Told of every
   * open release of it; of the line alone where there is none.
   */
  | {
      readonly kind: 'rechecked';
      readonly at: number;
      readonly version: string;
      readonly checks: Build['checks'];
    }
  /** Servers, by their ids, of a release that is over. */
  | {
      readonly kind: 'came-back';
      readonly at: number;
      readonly servers: readonly string[];
    }
  /** None of them is seen any more, or what they bear is live (`wall` is real ms). */
  | { readonly kind: 'gone-again'; readonly at: number; readonly wall: number }
  /** The fleet refused for certain to start these now: tries at orders, and spares by their ids. */
  | (Refused & { readonly kind: 'launch-refused'; readonly at: number; readonly wall: number })
  | { readonly kind: 'gave-up'; readonly at: number; readonly because: Because };

/** What concerns the line alone. */
export type LineEvent =
  | { readonly kind: 'fleet-seen'; readonly at: number; readonly found: readonly ServingVersions[] }
  /**
   * `roster` as for a freeze. `reason`: why a build that was barred, or that does not serve, may
   * count as live; empty otherwise. `serving`: the versions that a look just now showed at work;
   * null where nobody answered, left out where a Davy before did not look.
   */
  | {
      readonly kind: 'adopted';
      readonly at: number;
      readonly by: Person;
      readonly build: Build;
      readonly roster: Roster;
      readonly reason: string;
      readonly serving?: readonly string[] | null;
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
  | ImageEvent
  | {
      readonly kind: 'error-word-undone';
      readonly at: number;
      readonly by: Person;
      readonly known: KnownIssue;
    }
  | StrayEvent
  | JobEvent;

/** Servers that no open release stands for: seen, and what people say of them. */
type StrayEvent =
  /**
   * What a release left behind, all of it; none once a look that shows everything shows none
   * (`wall` is real ms). `endedAt`: null where the ledger knows of no such release.
   */
  | {
      readonly kind: 'strays-seen';
      readonly at: number;
      readonly wall: number;
      readonly release: string;
      readonly version: string;
      readonly endedAt: number | null;
      readonly servers: readonly StrayServer[];
    }
  | {
      readonly kind: 'strays-adopted';
      readonly at: number;
      readonly by: Person;
      readonly roster: Roster;
      readonly no: number;
      readonly rev: number;
      readonly reason: string;
    }
  /**
   * `by`: null where davy.yml says so, `afterMs` after people were asked. `looked`: those that a
   * look just now still showed as nobody's, and what speaks against terminating each.
   */
  | {
      readonly kind: 'strays-ordered';
      readonly at: number;
      readonly act: StrayWord['kind'];
      readonly by: Person | null;
      readonly roster: Roster | null;
      readonly afterMs: number | null;
      readonly no: number;
      readonly rev: number;
      readonly reason: string;
      /** Nothing is destroyed sooner (clock ms). */
      readonly graceMs: number;
      readonly looked: readonly Pick<StrayServer, 'id' | 'kept'>[];
    }
  | {
      readonly kind: 'strays-failed';
      readonly at: number;
      readonly no: number;
      readonly said: string;
    };

/** A job that somebody has run. `roster`: those whom davy.yml names for it, as one team. */
type JobEvent =
  | {
      readonly kind: 'job-asked';
      readonly at: number;
      readonly by: Person;
      readonly id: string;
      readonly job: string;
      /** Its hosts in their order; one null where the work is no host's. */
      readonly on: readonly (string | null)[];
      readonly reason: string;
      readonly rules: JobRules;
      readonly roster: Roster;
    }
  | {
      readonly kind: 'job-stopped';
      readonly at: number;
      readonly by: Person;
      readonly run: string;
      readonly roster: Roster;
    }
  | {
      readonly kind: 'job-ordered';
      readonly at: number;
      readonly run: string;
      readonly step: number;
    }
  | {
      readonly kind: 'job-step-over';
      readonly at: number;
      readonly run: string;
      readonly step: number;
      readonly end: StepEnd;
    };
