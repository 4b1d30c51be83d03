import type { Harm } from './phase.ts';
import type { Release } from './release.ts';
import type { Served } from './served.ts';

/** Whom the new servers of a release serve, as last seen. */
export function servedBy({ seen, plan }: Release): Served {
  return plan.ways.moves === 'traffic'
    ? { moves: 'traffic', share: seen?.newServers.share ?? null }
    : { moves: 'users', users: seen?.newServers.users ?? null };
}

/** Whether nobody is served by them: nobody goes back, and nobody stays. */
export function servesNobody(served: Served): boolean {
  return served.moves === 'traffic' ? served.share === 0 : served.users === 0;
}

/** Whom a build served when it turned round. */
export function servedThen({ plan }: Pick<Release, 'plan'>, { users, share }: Harm): Served {
  return plan.ways.moves === 'traffic' ? { moves: 'traffic', share } : { moves: 'users', users };
}
