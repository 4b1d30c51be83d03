import type { Ways } from '../release/state/ways.ts';
import type { ServiceEntry } from './davy-yml.ts';

type FleetEntry = ServiceEntry['fleet'];
type Differs<Moves extends Ways['moves']> = Readonly<Record<Moves, Ways>>;

const local = {
  prepares: false,
  empties: 'destroy',
  atOnce: 100,
  closedMs: null,
  singles: [],
} as const;

const ec2 = {
  prepares: true,
  empties: 'destroy',
  // EC2 protects one server a call, and gives an account five such calls a second.
  atOnce: 20,
  startsOrders: true,
  closedMs: null,
  singles: [],
} as const;

/** How each kind of fleet differs: what its adapter can do, told to the core as a value. */
const differs: {
  readonly local: Differs<'users' | 'traffic'>;
  readonly ec2: Differs<'users' | 'traffic'>;
} = {
  local: {
    users: { moves: 'users', least: 0, ...local },
    // A percent of a hundred servers is the smallest weight that its balancer knows.
    traffic: { moves: 'traffic', least: 0.01, ...local },
  },
  ec2: {
    users: { moves: 'users', least: 0, ...ec2, shutsTogether: true },
    traffic: { moves: 'traffic', least: 0.01, ...ec2 },
  },
};

/** The ways of the fleet that a service has in davy.yml; users move where it says nothing. */
export function waysOf(fleet: FleetEntry): Ways {
  const ways = differs[fleet.kind][fleet.moves ?? 'users'];
  if (fleet.kind !== 'ec2') return ways;
  const empties = (fleet.spares?.keep ?? 0) > 0 ? 'park' : ways.empties;
  // A rule gives weights to whole groups: each version needs one for itself.
  return { ...ways, empties, sides: fleet.traffic.groups.length };
}
