import {
  CancelInstanceRefreshCommand,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  RollbackInstanceRefreshCommand,
  SetInstanceProtectionCommand,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateVersionCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAws, codeOf, subnets, template } from './an-aws.ts';

const name = { AutoScalingGroupName: 'web' };
const preferences = {
  MinHealthyPercentage: 75,
  InstanceWarmup: 30,
  CheckpointPercentages: [50, 100],
  CheckpointDelay: 600,
};
const desired = {
  DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: template, Version: '2' } },
};

let aws: Awaited<ReturnType<typeof anAws>>;
beforeEach(async () => {
  aws = await anAws();
  await aws.ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateId: template,
      SourceVersion: '1',
      LaunchTemplateData: { ImageId: 'ami-0000000000000000b' },
    }),
  );
});
afterEach(() => aws.close());

const create = async (Version: string) => {
  await aws.scaling.send(
    new CreateAutoScalingGroupCommand({
      ...name,
      LaunchTemplate: { LaunchTemplateId: template, Version },
      MinSize: 4,
      MaxSize: 4,
      VPCZoneIdentifier: subnets[0],
    }),
  );
  aws.pass(120);
};
const start = (more: object = {}) =>
  aws.scaling.send(new StartInstanceRefreshCommand({ ...name, Preferences: preferences, ...more }));
const rollBack = () => aws.scaling.send(new RollbackInstanceRefreshCommand(name));
const refresh = async () => {
  const { InstanceRefreshes = [] } = await aws.scaling.send(
    new DescribeInstanceRefreshesCommand(name),
  );
  return InstanceRefreshes[0];
};
const versions = async () => {
  const { AutoScalingGroups = [] } = await aws.scaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web'] }),
  );
  const [found] = AutoScalingGroups;
  return {
    group: found?.LaunchTemplate?.Version,
    members: (found?.Instances ?? []).map((one) => one.LaunchTemplate?.Version).join(' '),
    ids: (found?.Instances ?? []).map((one) => one.InstanceId!),
  };
};

describe('a refresh', () => {
  it('replaces part by part, holds at its checkpoint, and then changes the group', async () => {
    await create('1');
    await start(desired);
    expect(await codeOf(start(desired))).toMatch(/^InstanceRefreshInProgress/);
    aws.pass(300);
    expect(await refresh()).toMatchObject({ Status: 'InProgress', PercentageComplete: 50 });
    expect(await versions()).toMatchObject({ group: '1', members: '1 1 2 2' });
    aws.pass(1_000);
    expect(await refresh()).toMatchObject({ Status: 'Successful', PercentageComplete: 100 });
    expect(await versions()).toMatchObject({ group: '2', members: '2 2 2 2' });
  });

  it('goes back to what was before', async () => {
    await create('1');
    await start(desired);
    aws.pass(300);
    await rollBack();
    expect(await refresh()).toMatchObject({ Status: 'RollbackInProgress' });
    aws.pass(600);
    expect(await refresh()).toMatchObject({ Status: 'RollbackSuccessful' });
    expect(await versions()).toMatchObject({ group: '1', members: '1 1 1 1' });
    expect(await codeOf(rollBack())).toMatch(/^ActiveInstanceRefreshNotFound/);
  });

  it('a client that names no configuration, or follows $Latest, has no way back', async () => {
    await create('$Latest');
    await start();
    aws.pass(60);
    expect(await codeOf(rollBack())).toMatch(/^IrreversibleInstanceRefresh/);
    await aws.scaling.send(new CancelInstanceRefreshCommand(name));
    await start(desired);
    aws.pass(60);
    expect(await codeOf(rollBack())).toMatch(/^IrreversibleInstanceRefresh/);
  });

  it('a client that cancels to go back keeps what was replaced, beside what was not', async () => {
    await create('1');
    await start(desired);
    aws.pass(300);
    await aws.scaling.send(new CancelInstanceRefreshCommand(name));
    aws.pass(3_600);
    expect(await refresh()).toMatchObject({ Status: 'Cancelled' });
    expect(await versions()).toMatchObject({ group: '1', members: '1 1 2 2' });
  });

  it('waits for servers that are protected, and fails after an hour of that', async () => {
    await create('1');
    const { ids } = await versions();
    await aws.scaling.send(
      new SetInstanceProtectionCommand({ ...name, InstanceIds: ids, ProtectedFromScaleIn: true }),
    );
    await start(desired);
    aws.pass(3_000);
    expect(await refresh()).toMatchObject({ Status: 'InProgress', PercentageComplete: 0 });
    aws.pass(1_000);
    expect(await refresh()).toMatchObject({ Status: 'Failed' });
    expect((await versions()).ids).toEqual(ids);
  });
});
