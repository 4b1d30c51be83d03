import type { Ways } from '../release/state/ways.ts';
import type { ServiceEntry } from './davy-yml.ts';

/** How each kind of fleet differs: what its adapter can do, told to the core as a value. */
export const waysOf: Readonly<Record<ServiceEntry['fleet']['kind'], Ways>> = {
  local: { moves: 'users', least: 0, atOnce: 100, closedMs: null, singles: [] },
};
