import type { Ways } from '../release/state/ways.ts';
import type { ServiceEntry } from './davy-yml.ts';

type FleetEntry = ServiceEntry['fleet'];
type Differs = Readonly<Record<Ways['moves'], Ways>>;

const local = {
  prepares: false,
  empties: 'destroy',
  atOnce: 100,
  closedMs: null,
  singles: [],
} as const;

/** How each kind of fleet differs: what its adapter can do, told to the core as a value. */
const differs: Readonly<Record<FleetEntry['kind'], Differs>> = {
  local: {
    users: { moves: 'users', least: 0, ...local },
    // A percent of a hundred servers is the smallest weight that its balancer knows.
    traffic: { moves: 'traffic', least: 0.01, ...local },
  },
};

/** The ways of the fleet that a service has in davy.yml; users move where it says nothing. */
export function waysOf({ kind, moves = 'users' }: FleetEntry): Ways {
  return differs[kind][moves];
}
