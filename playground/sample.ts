import type { Repository } from './repository/create.ts';

/**
 * What a playground releases. Both come from one repository: `board` keeps its users on a server,
 * `portal` is the public pages in front, whose requests follow shares.
 */
export type Sample = 'board' | 'portal';

/**
 * What the sample runs on: processes behind the playground's own doors, or the local AWS, behind
 * which the same processes run.
 */
export const fleetKinds = ['local', 'ec2'] as const;
export type FleetKind = (typeof fleetKinds)[number];

/** Begins one version earlier, so that a good build is the first to come, whatever the seed. */
export function oneEarlier(repository: Repository): Repository {
  const { live, older, builds } = repository;
  const before = older.at(-1);
  if (!before) throw new Error('there is no version before the one that is live');
  return { ...repository, live: before, older: older.slice(0, -1), builds: [live, ...builds] };
}
