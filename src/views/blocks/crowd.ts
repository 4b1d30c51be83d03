import { servedBy } from '../../release/state/served-by.ts';
import type { Release } from '../../release/state/release.ts';
import type { Served } from '../../release/state/served.ts';

/** Coarse enough that a message is not edited for every user who comes or goes. */
export function roughly(n: number): number {
  return n < 100 ? n : Number(n.toPrecision(2));
}

/** Whom the new servers serve; users are told roughly. */
export function roughlyServed(release: Release): Served {
  const served = servedBy(release);
  return served.moves === 'traffic' || served.users === null
    ? served
    : { ...served, users: roughly(served.users) };
}
