import type { TrafficShare } from '../../release/state/traffic-share.ts';
import { refuseOrder } from './faults.ts';
import { groupName } from './front-door.ts';
import type { Ec2Look } from './look.ts';
import { type Bearing, isEnding } from './machines.ts';

/** All weights together: within what a rule takes, and split without rest by most numbers. */
const whole = 900;
/** Shares nearer than this are the same. */
const near = 1e-6;

/**
 * The weights that share traffic out so. A group has one weight, so all that are well in it get the
 * same: what a rule cannot say is refused, and changes nothing.
 */
export function weightsFor(
  look: Ec2Look,
  open: readonly string[],
  shares: readonly TrafficShare[],
): ReadonlyMap<string, number> {
  refuseNoWhole(shares);
  const well = look.serving.filter(({ id, health }) => health === 'healthy' && !isGone(look, id));
  const each = new Map<string, number>();
  for (const one of shares) {
    const takers = new Set(
      well.map(({ id }) => id).filter((id) => open.includes(id) && isOf(look, id, one)),
    );
    if (one.share > 0 && takers.size === 0)
      refuseOrder(`sending traffic to ${sayBearing(one)}, of which no server is open and healthy`);
    for (const id of takers) each.set(id, one.share / takers.size);
  }
  const weights = new Map<string, number>();
  for (const [group, members] of Map.groupBy(well, ({ group }) => group)) {
    const parts = members.map(({ id }) => each.get(id) ?? 0);
    const [first = 0] = parts;
    if (parts.some((part) => Math.abs(part - first) > near))
      refuseOrder(
        `sharing out traffic in ${groupName(group)}, whose servers are to get different shares`,
      );
    const sum = first * members.length;
    if (sum > 0) weights.set(group, Math.max(1, Math.round(sum * whole)));
  }
  return weights;
}

function refuseNoWhole(shares: readonly TrafficShare[]): void {
  const sum = shares.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > near || shares.some(({ share }) => share < 0))
    refuseOrder(`sharing out traffic: the shares come to ${sum}, not to 1`);
}

function isGone({ machines }: Ec2Look, id: string): boolean {
  const machine = machines.find((one) => one.id === id);
  return machine === undefined || isEnding(machine);
}

function isOf({ machines, bearing }: Ec2Look, id: string, one: Bearing): boolean {
  const machine = machines.find((each) => each.id === id);
  return machine !== undefined && isSame(bearing(machine), one);
}

/** Whether both are of the same release and version. */
export function isSame(a: Bearing, b: Bearing): boolean {
  return a.release === b.release && a.version === b.version;
}

/** A side of a release, as people read it. */
export function sayBearing({ release, version }: Bearing): string {
  return release === '' ? version : `${version} of ${release}`;
}
