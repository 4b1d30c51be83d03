import type { Actions } from '../action.ts';
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
  CancelInstanceRefresh: cancelInstanceRefresh,
  CreateAutoScalingGroup: createAutoScalingGroup,
  CreateOrUpdateTags: createOrUpdateTags,
  DeleteAutoScalingGroup: deleteAutoScalingGroup,
  DescribeAutoScalingGroups: describeAutoScalingGroups,
  DescribeAutoScalingInstances: describeAutoScalingInstances,
  DescribeInstanceRefreshes: describeInstanceRefreshes,
  DescribePolicies: describePolicies,
  PutScalingPolicy: putScalingPolicy,
  ResumeProcesses: resumeProcesses,
  RollbackInstanceRefresh: rollbackInstanceRefresh,
  SetInstanceProtection: setInstanceProtection,
  StartInstanceRefresh: startInstanceRefresh,
  SuspendProcesses: suspendProcesses,
  UpdateAutoScalingGroup: updateAutoScalingGroup,
};
