import type { Instance } from '@aws-sdk/client-ec2';
import { everyPage } from './every-page.ts';
import { refuseOrder } from './faults.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { read, tagNames } from './tags.ts';

/** A server as EC2 knows it: a machine, not yet a service. */
export type Ec2Machine = {
  readonly id: string;
  readonly image: string;
  readonly type: string;
  readonly zone: string;
  /** Empty while it has none. */
  readonly privateIp: string;
  readonly state: string;
  readonly isSpot: boolean;
  readonly launchIndex: number;
  readonly startedAt: number;
  readonly tags: Readonly<Record<string, string>>;
};

type Filters = readonly { readonly Name: string; readonly Values: readonly string[] }[];

/** The servers of a line, whoever started them, dead ones of the last hour included. */
export async function machinesOf(
  reach: AwsReach,
  service: string,
  { select }: Pick<Ec2FleetOptions, 'select'>,
): Promise<readonly Ec2Machine[]> {
  const filters = Object.entries(select).map(([key, value]) => ({
    Name: `tag:${key}`,
    Values: [value],
  }));
  const all = await machinesWith(reach, `listing the servers of ${service}`, filters);
  return all.filter(({ tags }) => (tags[tagNames.line] ?? service) === service);
}

/** All that fit. */
export async function machinesWith(
  reach: AwsReach,
  doing: string,
  filters: Filters,
): Promise<readonly Ec2Machine[]> {
  const found = await everyPage(
    doing,
    (from) =>
      reach.describeInstances(doing, {
        Filters: filters.map(({ Name, Values }) => ({ Name, Values: [...Values] })),
        MaxResults: pageMax,
        ...from,
      }),
    (page) => page.Reservations?.flatMap(({ Instances = [] }) => Instances),
  );
  return found.map(asMachine);
}

const pageMax = 1_000;

function asMachine(one: Instance): Ec2Machine {
  return {
    id: one.InstanceId ?? refuseOrder('reading a server without an id'),
    image: one.ImageId ?? '',
    type: one.InstanceType ?? '',
    zone: one.Placement?.AvailabilityZone ?? '',
    privateIp: one.PrivateIpAddress ?? '',
    state: one.State?.Name ?? '',
    isSpot: one.InstanceLifecycle === 'spot',
    launchIndex: one.AmiLaunchIndex ?? 0,
    startedAt: one.LaunchTime?.getTime() ?? 0,
    tags: withoutEmpty(read(one.Tags)),
  };
}

/** Tags of Davy's that say nothing: what a spare bore once. */
function withoutEmpty(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const said = Object.entries(tags).filter(
    ([key, value]) => value !== '' || !key.startsWith('davy:'),
  );
  return Object.fromEntries(said);
}

/** Which release and version a server is of: what traffic is shared out by. */
export type Bearing = { readonly release: string; readonly version: string };

/** The names that a server bears; of one from before Davy, its image says the version. */
export function bearingOf(
  machine: Ec2Machine,
  versionOf: (machine: Ec2Machine) => string,
): Bearing {
  return {
    release: machine.tags[tagNames.release] ?? '',
    version: machine.tags[tagNames.version] ?? versionOf(machine),
  };
}

/** Servers of an order count on from its first slot; one that was a spare bears its own. */
export function slotOf({ tags, launchIndex }: Ec2Machine): number {
  const own = tags[tagNames.slot] ?? '';
  if (/^\d{1,6}$/.test(own)) return Number(own);
  const base = tags[tagNames.base] ?? '';
  return /^\d{1,6}$/.test(base) ? Number(base) + launchIndex : 0;
}

/** Whether a server is ending or has ended: nothing brings it back. */
export function isEnding({ state }: Ec2Machine): boolean {
  return state === 'shutting-down' || state === 'terminated';
}

/** Whether a server was prepared, and is not let in yet. */
export function isWaiting(machine: Ec2Machine): boolean {
  const { tags } = machine;
  return (
    !isEnding(machine) && tags[tagNames.prepare] !== undefined && tags[tagNames.open] === undefined
  );
}

/** Stopped, or on its way there. */
export function isStopped({ state }: Ec2Machine): boolean {
  return state === 'stopping' || state === 'stopped';
}

/**
 * Whether a server is nobody's and kept to be started: it says so, and is stopped. One that runs is
 * a spare until it bears the name of a release.
 */
export function isSpare({ state, tags }: Ec2Machine): boolean {
  if (tags[tagNames.spare] === undefined) return false;
  return state === 'stopped' || (state === 'running' && tags[tagNames.release] === undefined);
}

/** The Auto Scaling group that a server belongs to, and that would start another in its place. */
export function scalingGroupOf({ tags }: Ec2Machine): string | null {
  return tags['aws:autoscaling:groupName'] ?? null;
}
