import type { Moves, Served } from '../../release/state/served.ts';
import { percent, users } from './amount.ts';

/** `12 users`, or `5% of traffic`: whatever the fleet moves. */
export function servedText(served: Served): string {
  if (served.moves === 'users') return users(served.users);
  return served.share === null
    ? 'an unknown share of traffic'
    : `${percent(served.share)} of traffic`;
}

/** `12 users are on 1.42.0`, `5% of traffic goes to 1.42.0`. */
export function isOn(served: Served, version: string): string {
  const who = servedText(served);
  if (served.moves === 'traffic') return `${who} goes to ${version}`;
  return `${who} ${served.users === 1 ? 'is' : 'are'} on ${version}`;
}

/** `12 users go back to 1.41.0`, `5% of traffic goes back to 1.41.0`. */
export function goesBack(served: Served, target: string): string {
  const goes = served.moves === 'traffic' || served.users === 1 ? 'goes' : 'go';
  return `${servedText(served)} ${goes} back to ${target}`;
}

/** `All users are on 1.42.0`, `All traffic goes to 1.42.0`. */
export function allAreOn(moves: Moves, version: string): string {
  return moves === 'traffic' ? `All traffic goes to ${version}` : `All users are on ${version}`;
}

/** `All users are back on 1.41.0`, `All traffic goes to 1.41.0 again`. */
export function allAreBack(moves: Moves, target: string): string {
  return moves === 'traffic'
    ? `All traffic goes to ${target} again`
    : `All users are back on ${target}`;
}

/** `users move`, `traffic moves`: what moves, and what it does. */
export function movers(moves: Moves, plural: string, singular: string): string {
  return `${moves} ${moves === 'users' ? plural : singular}`;
}

/** `Users`, or `Traffic`, to begin with. */
export function whatMoves(moves: Moves): string {
  return moves === 'traffic' ? 'Traffic' : 'Users';
}
