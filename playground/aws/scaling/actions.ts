import type { Actions } from '../action.ts';
import { attachInstances, detachInstances } from './attach-actions.ts';
import {
  describeLifecycleHooks,
  describeScheduledActions,
  putLifecycleHook,
  putScheduledUpdateGroupAction,
  putWarmPool,
} from './beside-actions.ts';
import {
  createAutoScalingGroup,
  createOrUpdateTags,
  deleteAutoScalingGroup,
  updateAutoScalingGroup,
} from './group-actions.ts';
import { describeAutoScalingGroups, describeAutoScalingInstances } from './look-actions.ts';
import {
  describePolicies,
  putScalingPolicy,
  resumeProcesses,
  setInstanceProtection,
  suspendProcesses,
} from './member-actions.ts';
import {
  cancelInstanceRefresh,
  describeInstanceRefreshes,
  rollbackInstanceRefresh,
  startInstanceRefresh,
} from './refresh-actions.ts';

/** What is spoken of Auto Scaling. */
export const scalingActions: Actions = {
  AttachInstances: attachInstances,
  CancelInstanceRefresh: cancelInstanceRefresh,
  CreateAutoScalingGroup: createAutoScalingGroup,
  CreateOrUpdateTags: createOrUpdateTags,
  DeleteAutoScalingGroup: deleteAutoScalingGroup,
  DescribeAutoScalingGroups: describeAutoScalingGroups,
  DescribeAutoScalingInstances: describeAutoScalingInstances,
  DescribeInstanceRefreshes: describeInstanceRefreshes,
  DescribeLifecycleHooks: describeLifecycleHooks,
  DescribePolicies: describePolicies,
  DescribeScheduledActions: describeScheduledActions,
  DetachInstances: detachInstances,
  PutLifecycleHook: putLifecycleHook,
  PutScalingPolicy: putScalingPolicy,
  PutScheduledUpdateGroupAction: putScheduledUpdateGroupAction,
  PutWarmPool: putWarmPool,
  ResumeProcesses: resumeProcesses,
  RollbackInstanceRefresh: rollbackInstanceRefresh,
  SetInstanceProtection: setInstanceProtection,
  StartInstanceRefresh: startInstanceRefresh,
  SuspendProcesses: suspendProcesses,
  UpdateAutoScalingGroup: updateAutoScalingGroup,
};
