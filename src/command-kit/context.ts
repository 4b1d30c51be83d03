import type { Ledger } from '../ports/ledger.ts';
import type { People } from '../ports/people.ts';
import type { RegisteredBuild } from '../release/state/build.ts';
import type { Compared } from '../changes/changelog.ts';
import type { Decision } from '../release/state/decision.ts';
import type { Event } from '../release/state/event.ts';
import type { Person } from '../release/state/people.ts';
import type { Power, Rights } from '../release/state/standing.ts';
import type { Release } from '../release/state/release.ts';
import type { FactsBefore } from '../release/start/start-facts.ts';
import type { Reader } from '../release/state/reader.ts';
import type { Rehearsal } from '../release/verdict/rehearsal.ts';
import type { Service, Services } from '../service/service.ts';
import type { Span } from '../summary/period.ts';
import type { Summary } from '../summary/summary.ts';

/**
 * Where and how somebody spoke. A mention inside a thread brings the release of that thread along.
 */
export type Place = {
  readonly door: 'typed' | 'button' | 'form' | 'mention' | 'shortcut';
  readonly channel: string;
  readonly thread: string | null;
  /** The id of the release this thread belongs to. */
  readonly release: string | null;
};

/** What a command may ask of Davy: everything, and nothing of Slack's. */
export type CommandContext = {
  readonly caller: Person;
  readonly place: Place;
  readonly now: number;
  readonly services: Services;
  readonly people: People;
  readonly ledger: Pick<
    Ledger,
    | 'line'
    | 'release'
    | 'open'
    | 'history'
    | 'events'
    | 'build'
    | 'builds'
    | 'messages'
    | 'readings'
    | 'ticketWork'
    | 'errors'
    | 'knownIssues'
  >;
  /** What the world says before something starts. */
  readonly factsBefore: FactsBefore;
  /**
   * What a build brings in place of `from`, or of what is live: as stored, else read from the
   * repository and stored.
   */
  changelog(service: string, build: RegisteredBuild, from?: RegisteredBuild): Promise<Compared>;
  /** What the period that ends today brought; of all services, or of one. */
  summary(span: Span, service: string | null): Promise<Summary>;
  /** What the judge of today would have done with the service's builds of the past. */
  rehearse(service: Service): Promise<Rehearsal>;
  /** What the caller follows and wants to hear; and a change of it. */
  reader(): Promise<Reader>;
  changeReader(change: (reader: Reader) => Reader): Promise<Reader>;
  /** Has a summary posted in a channel, once. */
  share(what: {
    readonly span: Span;
    readonly last: string;
    readonly service: string | null;
    readonly channel: string;
  }): Promise<void>;
  /** The same for what lies between two builds. */
  shareChanges(what: {
    readonly service: string;
    readonly from: string;
    readonly to: string;
    readonly channel: string;
  }): Promise<void>;
  /** Has a test message posted in the service's channel, once for these words. */
  sendTest(service: string): Promise<void>;
  /**
   * By what right the caller speaks goes along with every word that needs one.
   *
   * The delivery that brought the words goes along, so that working it off twice decides once.
   * Words that decide about several things name each `part`.
   */
  tell(
    about: { readonly service: string; readonly release: string | null; readonly part?: string },
    event: Event,
  ): Promise<Decision>;
  /** Made of the delivery: the same words worked off twice name the same release. */
  newId(): string;
  /** By what right the caller speaks on a service; null where it left davy.yml. */
  standing(service: string, power: Power): Promise<Rights | null>;
  /** Whether Davy is in a channel, as Slack says; `unknown` when it does not answer. */
  mayPost(channel: string): Promise<'yes' | 'no' | 'unknown'>;
  /** Has every message of a release drawn again. */
  redraw(release: Release): Promise<void>;
  /** The address of a message, once the workspace's own address is known. */
  link(message: { readonly channel: string; readonly ts: string }): string | null;
};
