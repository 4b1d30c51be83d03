import type { Build } from '../state/build.ts';
import type { Server } from '../state/servers.ts';
import type { Lineage } from '../../changes/lineage.ts';
import type { ImageState } from '../state/image.ts';
import type { Plan } from '../state/plan.ts';
import type { Roster } from '../state/people.ts';
import type { StrayServer } from '../state/strays.ts';
import type { Release } from '../state/release.ts';

/**
 * What the world says before a pre-release is asked for. Null, here and below: nobody answered, and
 * nobody guesses.
 */
export type RequestFacts = {
  /** How it is, for what is said where it was not found. */
  readonly image: ImageState | null;
  readonly imageFound: boolean | null;
  readonly roster: Roster | null;
  readonly lineage: Lineage;
};

/** What the world says before everyone goes back to an older build. */
export type ReturnFacts = {
  /** How it is, for what is said where it was not found. */
  readonly image: ImageState | null;
  readonly imageFound: boolean | null;
  readonly capacity: number | null;
};

/** What the world says before an approved pre-release goes out to everyone. */
export type StartFacts = {
  /** How it is, for what is said where it was not found. */
  readonly image: ImageState | null;
  readonly imageFound: boolean | null;
  /** Whether the image that users would go back to was found. */
  readonly targetFound: boolean | null;
  readonly capacity: number | null;
  readonly roster: Roster | null;
  /** The plan of the configuration of now. */
  readonly plan: Plan;
  /** Other pre-releases whose commit is proven to be in this build. */
  readonly carries: readonly string[];
};

/** Asks the world before something starts; each question once, whoever starts it. */
export type FactsBefore = {
  request(build: Build): Promise<RequestFacts>;
  start(prerelease: Release): Promise<StartFacts>;
  return(build: Build): Promise<ReturnFacts>;
  /** Who wrote the changes of a release, by their ids; null: nobody answered. */
  authors(release: Release): Promise<readonly string[] | null>;
  /** The versions that take users, by a look just now; null: nobody answered. */
  serving(service: string): Promise<readonly string[] | null>;
  /** Null: nobody answered. */
  strays(service: string): Promise<readonly StrayServer[] | null>;
};

/**
 * How many servers a start has to bring, whoever starts it: every one that is ready, whatever it
 * runs and whether the balancer takes it just now or not, because it may be needed a moment later.
 * Canaries stand beside the fleet and never count.
 */
export function capacityOf(servers: readonly Server[], open: readonly Release[]): number {
  const canaries = new Set(open.flatMap(({ kind, id }) => (kind === 'prerelease' ? [id] : [])));
  return servers.filter(({ state, release }) => state === 'ready' && !canaries.has(release)).length;
}
