import type { Actions } from '../action.ts';
import {
  describeInstanceAttribute,
  getConsoleOutput,
  modifyInstanceAttribute,
} from './attributes.ts';
import { describeInstances, describeInstanceStatus } from './describe-instances.ts';
import {
  describeImages,
  describeSpotInstanceRequests,
  describeSubnets,
} from './describe-things.ts';
import { startInstances, stopInstances, terminateInstances } from './move-instances.ts';
import { runInstances } from './run-instances.ts';
import { createTags, deleteTags } from './tag-actions.ts';
import { createLaunchTemplateVersion, describeLaunchTemplateVersions } from './templates.ts';

/** What is spoken of EC2. */
export const ec2Actions: Actions = {
  CreateLaunchTemplateVersion: createLaunchTemplateVersion,
  CreateTags: createTags,
  DeleteTags: deleteTags,
  DescribeImages: describeImages,
  DescribeInstanceAttribute: describeInstanceAttribute,
  DescribeInstanceStatus: describeInstanceStatus,
  DescribeInstances: describeInstances,
  DescribeLaunchTemplateVersions: describeLaunchTemplateVersions,
  DescribeSpotInstanceRequests: describeSpotInstanceRequests,
  DescribeSubnets: describeSubnets,
  GetConsoleOutput: getConsoleOutput,
  ModifyInstanceAttribute: modifyInstanceAttribute,
  RunInstances: runInstances,
  StartInstances: startInstances,
  StopInstances: stopInstances,
  TerminateInstances: terminateInstances,
};
