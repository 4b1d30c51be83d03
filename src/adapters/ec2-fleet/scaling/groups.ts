import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { everyPage } from '../every-page.ts';
import type { Bearing } from '../machines.ts';
import type { AwsReach } from '../reach.ts';
import { read, tagNames } from '../tags.ts';

/** An Auto Scaling group of a line, as AWS shows it. */
export type ScalingGroup = {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly members: readonly { readonly id: string; readonly state: string }[];
  readonly suspended: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** All else, for a copy. */
  readonly shown: AutoScalingGroup;
};

/** What Davy writes on groups; an empty one says nothing. */
export const groupTags = {
  line: tagNames.line,
  /** The release whose servers it was made for. */
  madeFor: 'davy:for',
  /** `no` until it has its servers, its policies and its least number. */
  whole: 'davy:whole',
  /** The release that holds it still, and what it was told to leave alone for that. */
  suspended: 'davy:suspended',
  /** The least and most of before Davy took its servers away. */
  sizes: 'davy:sizes',
} as const;

/** The group that davy.yml names, and all that Davy made of it for this line. */
export async function familyOf(
  reach: Pick<AwsReach, 'describeAutoScalingGroups'>,
  service: string,
  copy: string,
): Promise<readonly ScalingGroup[]> {
  const doing = `reading the Auto Scaling groups of ${service}`;
  const own = { Filters: [{ Name: `tag:${groupTags.line}`, Values: [service] }] };
  const [named, made] = await Promise.all([
    allWith(reach, doing, { AutoScalingGroupNames: [copy] }),
    allWith(reach, doing, own),
  ]);
  return [...named, ...made.filter(({ name }) => name !== copy && isCopyOf(name, copy))];
}

async function allWith(
  reach: Pick<AwsReach, 'describeAutoScalingGroups'>,
  doing: string,
  asked: Parameters<AwsReach['describeAutoScalingGroups']>[1],
): Promise<readonly ScalingGroup[]> {
  const found = await everyPage(
    doing,
    (from) => reach.describeAutoScalingGroups(doing, { ...asked, MaxRecords: pageMax, ...from }),
    (page) => page.AutoScalingGroups,
  );
  return found.map(asGroup);
}

const pageMax = 100;

function asGroup(shown: AutoScalingGroup): ScalingGroup {
  return {
    name: shown.AutoScalingGroupName ?? '',
    min: shown.MinSize ?? 0,
    max: shown.MaxSize ?? 0,
    desired: shown.DesiredCapacity ?? 0,
    members: (shown.Instances ?? []).map(({ InstanceId = '', LifecycleState = '' }) => ({
      id: InstanceId,
      state: LifecycleState,
    })),
    suspended: (shown.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []),
    tags: read(shown.Tags),
    shown,
  };
}

/** Whether a group is the one that is copied, or was made by Davy of it. */
export function isOfFamily(name: string, copy: string): boolean {
  return name === copy || isCopyOf(name, copy);
}

/** One side of a release has one group, whoever makes it: its name is its token. */
export function copyName(copy: string, { release, version }: Bearing): string {
  return `${copy}-davy-${release}-${version}`.replaceAll(/[^\w.+-]/g, '-').slice(0, nameMax);
}

const nameMax = 255;

function isCopyOf(name: string, copy: string): boolean {
  return name.startsWith(`${copy}-davy-`);
}

/** How small and how large a group was before Davy took its servers away. */
export function sizesOf({ min, max, tags }: ScalingGroup): {
  readonly min: number;
  readonly max: number;
} {
  const [, least, most] = /^(\d+)\/(\d+)$/.exec(tags[groupTags.sizes] ?? '') ?? [];
  return least === undefined ? { min, max } : { min: Number(least), max: Number(most) };
}

/** What makes a group larger or smaller by itself; that it replaces what is lost goes on. */
export const scales = ['AZRebalance', 'AlarmNotification', 'ScheduledActions'] as const;

/** What Davy told a group to leave alone while users move; nothing that people told it. */
export function suspendedByDavy({ tags }: ScalingGroup): readonly string[] {
  const [, names = ''] = (tags[groupTags.suspended] ?? '').split(' ');
  return scales.filter((one) => names.split('+').includes(one));
}

/** What a group leaves alone beside that: so does a copy of it. */
export function suspendedByPeople(group: ScalingGroup): readonly string[] {
  const own = suspendedByDavy(group);
  return group.suspended.filter((one) => !own.includes(one));
}

/** Writes on a group, and on none of the servers that it starts. */
export async function noteOnGroup(
  reach: AwsReach,
  name: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  await reach.createOrUpdateTags(`noting how ${name} stands`, {
    Tags: Object.entries(tags).map(([Key, Value]) => ({
      ResourceId: name,
      ResourceType: 'auto-scaling-group',
      Key,
      Value,
      PropagateAtLaunch: false,
    })),
  });
}
