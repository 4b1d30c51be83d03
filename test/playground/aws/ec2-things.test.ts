import {
  CreateLaunchTemplateVersionCommand,
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeImagesCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeSubnetsCommand,
  type Filter,
  GetConsoleOutputCommand,
  ModifyInstanceAttributeCommand,
  paginateDescribeInstances,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAws, codeOf, image, subnets, template, zones } from './an-aws.ts';

let aws: Awaited<ReturnType<typeof anAws>>;
beforeEach(async () => {
  aws = await anAws();
});
afterEach(() => aws.close());

const run = async (token: string, tags: Record<string, string>, count = 1, spot = false) => {
  const { Instances = [] } = await aws.ec2.send(
    new RunInstancesCommand({
      MinCount: count,
      MaxCount: count,
      ImageId: image,
      ClientToken: token,
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        },
      ],
      ...(spot ? { InstanceMarketOptions: { MarketType: 'spot' as const } } : {}),
    }),
  );
  return Instances.map(({ InstanceId = '' }) => InstanceId);
};
const matching = async (...Filters: Filter[]) => {
  const { Reservations = [] } = await aws.ec2.send(new DescribeInstancesCommand({ Filters }));
  return Reservations.flatMap(({ Instances = [] }) => Instances.map((one) => one.InstanceId));
};

describe('looking', () => {
  it('filters by tag, state and wildcard, and refuses what EC2 does not know', async () => {
    const [board] = await run('a', { 'davy:line': 'board', Role: 'web-1' });
    const [other] = await run('b', { 'davy:line': 'accounts', Role: 'web-2' });
    expect(await matching({ Name: 'tag:davy:line', Values: ['board'] })).toEqual([board]);
    expect(await matching({ Name: 'tag:Role', Values: ['web-*'] })).toEqual([board, other]);
    expect(
      await matching(
        { Name: 'tag:Role', Values: ['web-?'] },
        { Name: 'instance-state-name', Values: ['running', 'stopped'] },
      ),
    ).toEqual([]);
    expect(await codeOf(matching({ Name: 'tags', Values: ['board'] }))).toBe(
      'InvalidParameterValue',
    );
  });

  it('a client that stops at a short page misses servers; the token leads to them', async () => {
    await run('a', { 'davy:line': 'accounts' }, 7);
    const wanted = await run('b', { 'davy:line': 'board' }, 6);
    const Filters = [{ Name: 'tag:davy:line', Values: ['board'] }];
    const first = await aws.ec2.send(new DescribeInstancesCommand({ Filters, MaxResults: 5 }));
    expect(first.Reservations).toEqual([]);
    expect(first.NextToken).toBeDefined();
    const found: (string | undefined)[] = [];
    for await (const { Reservations = [] } of paginateDescribeInstances(
      { client: aws.ec2, pageSize: 5 },
      { Filters },
    ))
      found.push(
        ...Reservations.flatMap(({ Instances = [] }) => Instances.map((one) => one.InstanceId)),
      );
    expect(found).toEqual(wanted);
  });

  it('says of those that run only how they are, unless all are asked for', async () => {
    const [id = ''] = await run('a', { Role: 'web' });
    const status = async (all: boolean) => {
      const { InstanceStatuses = [] } = await aws.ec2.send(
        new DescribeInstanceStatusCommand({ InstanceIds: [id], IncludeAllInstances: all }),
      );
      return InstanceStatuses.map((one) => one.InstanceStatus?.Status);
    };
    expect([await status(false), await status(true)]).toEqual([[], ['not-applicable']]);
    aws.pass(30);
    expect(await status(false)).toEqual(['initializing']);
    aws.pass(90);
    expect(await status(false)).toEqual(['ok']);
  });

  it('tells images by tag, subnets by zone, and the console of a server', async () => {
    await aws.control('things', {
      images: [{ id: 'ami-0000000000000000b', name: 'later', state: 'pending' }],
    });
    const byTag = { Name: 'tag:releaseVersion', Values: ['1.42.0'] };
    const { Images } = await aws.ec2.send(
      new DescribeImagesCommand({ Owners: ['self'], Filters: [byTag] }),
    );
    expect(Images).toMatchObject([{ ImageId: image, State: 'available', Name: 'board-1.42.0' }]);
    expect(
      await codeOf(
        aws.ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-0000000000000000c'] })),
      ),
    ).toBe('InvalidAMIID.NotFound');
    const { Subnets } = await aws.ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnets[1]] }));
    expect(Subnets).toMatchObject([{ AvailabilityZone: zones[1], AvailableIpAddressCount: 250 }]);
    const [id = ''] = await run('a', { Role: 'web' });
    const { Output = '' } = await aws.ec2.send(new GetConsoleOutputCommand({ InstanceId: id }));
    expect(Buffer.from(Output, 'base64').toString()).toContain(id);
  });
});

describe('protection', () => {
  const guard = (id: string, value: boolean) =>
    aws.ec2.send(
      new ModifyInstanceAttributeCommand({
        InstanceId: id,
        DisableApiTermination: { Value: value },
      }),
    );
  const terminate = (id: string) =>
    aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));

  it('keeps a server, is not shown by a look, and is read one by one', async () => {
    const [id = ''] = await run('a', { Role: 'web' });
    await guard(id, true);
    expect(await codeOf(terminate(id))).toBe('OperationNotPermitted');
    const read = await aws.ec2.send(
      new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: 'disableApiTermination' }),
    );
    expect(read.DisableApiTermination).toEqual({ Value: true });
    await guard(id, false);
    expect(await codeOf(terminate(id))).toBe('it worked');
  });

  it('is not to be had for spot servers, and two attributes at once are refused', async () => {
    const [id = ''] = await run('a', { Role: 'web' }, 1, true);
    expect(await codeOf(guard(id, true))).toBe('UnsupportedOperation');
    const both = new ModifyInstanceAttributeCommand({
      InstanceId: id,
      DisableApiTermination: { Value: false },
      InstanceInitiatedShutdownBehavior: { Value: 'stop' },
    });
    expect(await codeOf(aws.ec2.send(both))).toBe('InvalidParameterCombination');
  });
});

describe('tags', () => {
  it('are set on all or on none, and never under the name of AWS', async () => {
    const [id = ''] = await run('a', { Role: 'web' });
    const set = (ids: string[], Key: string) =>
      aws.ec2.send(new CreateTagsCommand({ Resources: ids, Tags: [{ Key, Value: 'x' }] }));
    expect(await codeOf(set([id, 'i-00000000000000000'], 'one'))).toBe(
      'InvalidInstanceID.NotFound',
    );
    expect(await matching({ Name: 'tag-key', Values: ['one'] })).toEqual([]);
    expect(await codeOf(set([id], 'aws:autoscaling:groupName'))).toBe('InvalidParameterValue');
    await set([id, image], 'one');
    expect(await matching({ Name: 'tag-key', Values: ['one'] })).toEqual([id]);
    const remove = (Value: string) =>
      aws.ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'one', Value }] }));
    await remove('other');
    expect(await matching({ Name: 'tag-key', Values: ['one'] })).toEqual([id]);
    await remove('x');
    expect(await matching({ Name: 'tag-key', Values: ['one'] })).toEqual([]);
  });
});

describe('a launch template', () => {
  it('gets a version once for each token, and a number keeps meaning what it meant', async () => {
    const make = (ImageId: string) =>
      aws.ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: template,
          SourceVersion: '1',
          ClientToken: 'release-1',
          LaunchTemplateData: { ImageId },
        }),
      );
    const { LaunchTemplateVersion: made } = await make('ami-0000000000000000b');
    const { LaunchTemplateVersion: again } = await make('ami-0000000000000000b');
    expect([made?.VersionNumber, again?.VersionNumber]).toEqual([2, 2]);
    expect(made?.LaunchTemplateData).toMatchObject({ InstanceType: 'c6i.large' });
    expect(await codeOf(make('ami-0000000000000000c'))).toBe('IdempotentParameterMismatch');
    const read = await aws.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: template,
        Versions: ['1', '$Latest', '$Default'],
      }),
    );
    expect(read.LaunchTemplateVersions?.map((one) => one.VersionNumber)).toEqual([1, 2, 1]);
    expect(
      await codeOf(
        aws.ec2.send(
          new DescribeLaunchTemplateVersionsCommand({
            LaunchTemplateId: template,
            Versions: ['9'],
          }),
        ),
      ),
    ).toBe('InvalidLaunchTemplateId.VersionNotFound');
  });
});

describe('a spot server', () => {
  it('is told two minutes before it is taken', async () => {
    const [id = ''] = await run('a', { Role: 'web' }, 1, true);
    aws.pass(60);
    const status = async () => {
      const { SpotInstanceRequests = [] } = await aws.ec2.send(
        new DescribeSpotInstanceRequestsCommand({}),
      );
      return SpotInstanceRequests.map((one) => one.Status?.Code);
    };
    expect(await status()).toEqual(['fulfilled']);
    await aws.control('spot', { instance: id });
    expect(await status()).toEqual(['marked-for-termination']);
    aws.pass(110);
    expect(await matching({ Name: 'instance-state-name', Values: ['running'] })).toEqual([id]);
    aws.pass(60);
    const { Reservations } = await aws.ec2.send(new DescribeInstancesCommand({}));
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
      InstanceLifecycle: 'spot',
      State: { Name: 'terminated' },
      StateReason: { Code: 'Server.SpotInstanceTermination' },
    });
  });
});
