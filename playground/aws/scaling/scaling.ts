import type { Tree } from '../wire/xml.ts';

/** A template with a version: a number, or `$Latest` or `$Default`. */
export type TemplateChoice = { readonly id: string; readonly version: string };

/** A server that belongs to a group. */
export type Member = {
  readonly instance: string;
  readonly joinedAtMs: number;
  /** The version it was made from, as a number. */
  readonly version: string;
  isProtected: boolean;
  lifecycle: 'Pending' | 'InService' | 'Terminating';
  /** When it is terminated, once its users had their time to leave. */
  goesAtMs: number;
};

/** What a refresh was told to keep to. */
export type RefreshPreferences = {
  readonly minHealthy: number;
  readonly warmupMs: number;
  readonly checkpoints: readonly number[];
  readonly checkpointMs: number;
  readonly skipMatching: boolean;
  readonly protectedOnes: 'Refresh' | 'Ignore' | 'Wait';
};

export type RefreshStatus =
  | 'Pending'
  | 'InProgress'
  | 'Successful'
  | 'Failed'
  | 'Cancelled'
  | 'RollbackInProgress'
  | 'RollbackSuccessful';

/** A replacement of all members, part by part. */
export type Refresh = {
  readonly id: string;
  readonly startedAtMs: number;
  readonly total: number;
  readonly preferences: RefreshPreferences;
  /** What was asked for; without it there is nothing to go back from. */
  readonly desired: TemplateChoice | undefined;
  readonly before: TemplateChoice;
  goal: TemplateChoice;
  status: RefreshStatus;
  reason: string | undefined;
  progressAtMs: number;
  waitsUntilMs: number;
  passedCheckpoints: number;
  endedAtMs: number | undefined;
};

/** A group that keeps as many servers as it was told, whoever ends them. */
export type ScalingGroup = {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
  subnets: readonly string[];
  readonly targetGroups: readonly string[];
  readonly members: Map<string, Member>;
  readonly suspended: Set<string>;
  readonly tags: Map<string, { readonly value: string; readonly propagate: boolean }>;
  readonly policies: Map<string, { readonly arn: string; readonly config: Tree }>;
  readonly refreshes: Refresh[];
  /** As it was written: what its types and spot prices would come to, nobody plays. */
  readonly mixed: Tree | undefined;
  /** What only stands there: hooks and schedules of a group are not played. */
  readonly hooks: Map<string, Tree>;
  readonly scheduled: Map<string, Tree>;
  warmPool: Tree | undefined;
  template: TemplateChoice;
  min: number;
  max: number;
  desired: number;
  healthCheck: 'EC2' | 'ELB';
  graceMs: number;
  protectsNew: boolean;
};

/** All that Auto Scaling knows. */
export type Scaling = { readonly groups: Map<string, ScalingGroup> };

/** An Auto Scaling without groups. */
export function newScaling(): Scaling {
  return { groups: new Map() };
}

/** What a group can be told to leave alone. */
export const processes = [
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'Launch',
  'ReplaceUnhealthy',
  'ScheduledActions',
  'Terminate',
] as const;

/** The refresh that is going on, if one is. */
export function activeRefresh({ refreshes }: ScalingGroup): Refresh | undefined {
  return refreshes.find(({ status }) => isActive(status));
}

/** Whether a refresh still does something. */
export function isActive(status: RefreshStatus): boolean {
  return status === 'Pending' || status === 'InProgress' || status === 'RollbackInProgress';
}
