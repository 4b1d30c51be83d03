import type { Ways } from './ways.ts';

/**
 * Whom a build serves: users that were counted, or a share of the traffic, by what its fleet moves.
 * Null where nobody could tell.
 */
export type Served =
  | { readonly moves: 'users'; readonly users: number | null }
  | { readonly moves: 'traffic'; readonly share: number | null };

/** What a fleet moves. */
export type Moves = Ways['moves'];
