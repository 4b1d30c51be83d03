import type {
  AttachInstancesCommandInput,
  CreateAutoScalingGroupCommandInput,
  CreateOrUpdateTagsCommandInput,
  DeleteAutoScalingGroupCommandInput,
  DescribeAutoScalingGroupsCommandInput,
  DescribeLifecycleHooksCommandInput,
  DescribePoliciesCommandInput,
  DescribeScheduledActionsCommandInput,
  DetachInstancesCommandInput,
  PutScalingPolicyCommandInput,
  ResumeProcessesCommandInput,
  SuspendProcessesCommandInput,
  UpdateAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import type { CreateLaunchTemplateVersionCommandInput } from '@aws-sdk/client-ec2';
import type { AwsSettings } from '../settings.ts';
import { boundedAnswer, nextToTheWire } from '../bounded-answer.ts';

type How = { readonly abortSignal: AbortSignal };

/**
 * Every call that only servers of Auto Scaling groups need. The SDK for them is loaded by the first
 * one, because most fleets make none.
 */
export function scalingCalls(settings: AwsSettings & { readonly maxAttempts: number }) {
  let loaded: ReturnType<typeof load> | null = null;
  const loading = async () => (loaded ??= load(settings));
  return { ...looking(loading), ...makingGroups(loading), ...movingServers(loading) };
}

type Loading = () => ReturnType<typeof load>;

/** How groups are. */
function looking(loading: Loading) {
  return {
    describeAutoScalingGroups: async (input: DescribeAutoScalingGroupsCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.DescribeAutoScalingGroupsCommand(input), how);
    },
    describeLifecycleHooks: async (input: DescribeLifecycleHooksCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.DescribeLifecycleHooksCommand(input), how);
    },
    describeScheduledActions: async (input: DescribeScheduledActionsCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.DescribeScheduledActionsCommand(input), how);
    },
    describePolicies: async (input: DescribePoliciesCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.DescribePoliciesCommand(input), how);
    },
  };
}

/** How large they are, and what they are made of. */
function makingGroups(loading: Loading) {
  return {
    createAutoScalingGroup: async (input: CreateAutoScalingGroupCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.CreateAutoScalingGroupCommand(input), how);
    },
    createLaunchTemplateVersion: async (
      input: CreateLaunchTemplateVersionCommandInput,
      how: How,
    ) => {
      const { ec2, servers } = await loading();
      return servers.send(new ec2.CreateLaunchTemplateVersionCommand(input), how);
    },
    createOrUpdateTags: async (input: CreateOrUpdateTagsCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.CreateOrUpdateTagsCommand(input), how);
    },
    deleteAutoScalingGroup: async (input: DeleteAutoScalingGroupCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.DeleteAutoScalingGroupCommand(input), how);
    },
    putScalingPolicy: async (input: PutScalingPolicyCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.PutScalingPolicyCommand(input), how);
    },
    updateAutoScalingGroup: async (input: UpdateAutoScalingGroupCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.UpdateAutoScalingGroupCommand(input), how);
    },
  };
}

/** Who is in them, and what they leave alone. */
function movingServers(loading: Loading) {
  return {
    attachInstances: async (input: AttachInstancesCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.AttachInstancesCommand(input), how);
    },
    detachInstances: async (input: DetachInstancesCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.DetachInstancesCommand(input), how);
    },
    resumeProcesses: async (input: ResumeProcessesCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.ResumeProcessesCommand(input), how);
    },
    suspendProcesses: async (input: SuspendProcessesCommandInput, how: How) => {
      const { sdk, client } = await loading();
      return client.send(new sdk.SuspendProcessesCommand(input), how);
    },
  };
}

async function load(settings: AwsSettings & { readonly maxAttempts: number }) {
  const [sdk, ec2] = await Promise.all([
    import('@aws-sdk/client-auto-scaling'),
    import('@aws-sdk/client-ec2'),
  ]);
  const client = new sdk.AutoScalingClient(settings);
  client.middlewareStack.add(
    (next) => async (asked) => boundedAnswer(await next(asked)),
    nextToTheWire,
  );
  const servers = new ec2.EC2Client(settings);
  servers.middlewareStack.add(
    (next) => async (asked) => boundedAnswer(await next(asked)),
    nextToTheWire,
  );
  return { sdk, client, ec2, servers };
}
