/**
 * # src/adapters/ec2-fleet
 *
 * Servers on EC2 behind an Application Load Balancer, for the port `Fleet`. Decides how a release
 * is written in tags, target groups and the weights of one listener rule.
 */

import type {
  CreateTagsCommandInput,
  DescribeImagesCommandInput,
  DescribeInstanceAttributeCommandInput,
  DescribeInstancesCommandInput,
  ModifyInstanceAttributeCommandInput,
  RunInstancesCommandInput,
  StartInstancesCommandInput,
  StopInstancesCommandInput,
  TerminateInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import type {
  AddTagsCommandInput,
  DeregisterTargetsCommandInput,
  DescribeRulesCommandInput,
  DescribeTagsCommandInput,
  DescribeTargetHealthCommandInput,
  ModifyRuleCommandInput,
  RegisterTargetsCommandInput,
  RemoveTagsCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { scalingCalls } from './scaling/calls.ts';
import type { AwsSettings } from './settings.ts';
import { boundedAnswer, nextToTheWire } from './bounded-answer.ts';

/** Every call of AWS that this fleet makes, and no other: its policy allows just these. */
export type Aws = Awaited<ReturnType<typeof loadAws>>;

type How = { readonly abortSignal: AbortSignal };

/**
 * Loads the SDK, which only fleets on EC2 need. It tries nothing again by itself: whether an order
 * still stands is asked before each try, and AWS says "no room" with a status that it would retry.
 */
export async function loadAws(given: AwsSettings) {
  const settings = { ...given, maxAttempts: 1 };
  const [ec2, elb] = await Promise.all([loadEc2(settings), loadBalancing(settings)]);
  return { ...ec2, ...elb, ...scalingCalls(settings) };
}

async function loadEc2(settings: AwsSettings & { readonly maxAttempts: number }) {
  const sdk = await import('@aws-sdk/client-ec2');
  const client = new sdk.EC2Client(settings);
  client.middlewareStack.add(
    (next) => async (asked) => boundedAnswer(await next(asked)),
    nextToTheWire,
  );
  return {
    createTags: (input: CreateTagsCommandInput, how: How) =>
      client.send(new sdk.CreateTagsCommand(input), how),
    describeImages: (input: DescribeImagesCommandInput, how: How) =>
      client.send(new sdk.DescribeImagesCommand(input), how),
    describeInstanceAttribute: (input: DescribeInstanceAttributeCommandInput, how: How) =>
      client.send(new sdk.DescribeInstanceAttributeCommand(input), how),
    describeInstances: (input: DescribeInstancesCommandInput, how: How) =>
      client.send(new sdk.DescribeInstancesCommand(input), how),
    modifyInstanceAttribute: (input: ModifyInstanceAttributeCommandInput, how: How) =>
      client.send(new sdk.ModifyInstanceAttributeCommand(input), how),
    runInstances: (input: RunInstancesCommandInput, how: How) =>
      client.send(new sdk.RunInstancesCommand(input), how),
    startInstances: (input: StartInstancesCommandInput, how: How) =>
      client.send(new sdk.StartInstancesCommand(input), how),
    stopInstances: (input: StopInstancesCommandInput, how: How) =>
      client.send(new sdk.StopInstancesCommand(input), how),
    terminateInstances: (input: TerminateInstancesCommandInput, how: How) =>
      client.send(new sdk.TerminateInstancesCommand(input), how),
  };
}

async function loadBalancing(settings: AwsSettings & { readonly maxAttempts: number }) {
  const sdk = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const client = new sdk.ElasticLoadBalancingV2Client(settings);
  client.middlewareStack.add(
    (next) => async (asked) => boundedAnswer(await next(asked)),
    nextToTheWire,
  );
  return {
    addTags: (input: AddTagsCommandInput, how: How) =>
      client.send(new sdk.AddTagsCommand(input), how),
    deregisterTargets: (input: DeregisterTargetsCommandInput, how: How) =>
      client.send(new sdk.DeregisterTargetsCommand(input), how),
    describeRules: (input: DescribeRulesCommandInput, how: How) =>
      client.send(new sdk.DescribeRulesCommand(input), how),
    describeTags: (input: DescribeTagsCommandInput, how: How) =>
      client.send(new sdk.DescribeTagsCommand(input), how),
    describeTargetHealth: (input: DescribeTargetHealthCommandInput, how: How) =>
      client.send(new sdk.DescribeTargetHealthCommand(input), how),
    modifyRule: (input: ModifyRuleCommandInput, how: How) =>
      client.send(new sdk.ModifyRuleCommand(input), how),
    registerTargets: (input: RegisterTargetsCommandInput, how: How) =>
      client.send(new sdk.RegisterTargetsCommand(input), how),
    removeTags: (input: RemoveTagsCommandInput, how: How) =>
      client.send(new sdk.RemoveTagsCommand(input), how),
  };
}
