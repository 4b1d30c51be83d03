import type { Build } from '../release/state/build.ts';

/** Who has a build: the few whom its canary serves, or everybody. */
export type DeployPlace = 'canary' | 'everybody';

/** The newest deploy of a build in one place, and the release it was of; null: not Davy's. */
export type DeployRecord = { readonly place: DeployPlace; readonly release: string | null };

/** What is refused comes back as an answer: somebody has to change a setting first. */
export type DeployAnswer =
  { readonly kind: 'done' } | { readonly kind: 'refused'; readonly why: string };

/**
 * Sentry's second role: it is told which build serves where, so that it tells when an error came
 * and who wrote what. Every call throws `UpstreamError`. A build is made known as often as one
 * likes; a deploy has no token, so it is looked for by its release before it is recorded.
 */
export type DeployRecords = {
  /** Makes a build known, with what it changes of the one before it. */
  register(build: Build, before: Build | null): Promise<DeployAnswer>;
  /** The newest deploy in each place; null for a build that is not known there. */
  deploysOf(build: Build): Promise<readonly DeployRecord[] | null>;
  /** Records one more deploy: not to be repeated before what came of it was looked at. */
  record(build: Build, place: DeployPlace, release: string): Promise<DeployAnswer>;
};
