import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { SendCommandCommand, SSMClient } from '@aws-sdk/client-ssm';
import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { balancerArns } from '../../../playground/aws/elb/things.ts';
import { policySchema, weigh } from '../../../playground/aws/iam/policy.ts';
import { anAws, codeOf, image, template } from './an-aws.ts';

const ours = { StringEquals: { 'aws:ResourceTag/davy:line': 'board' } };
const policy = {
  Version: '2012-10-17' as const,
  Statement: [
    { Effect: 'Allow' as const, Action: ['ec2:Describe*', 'autoscaling:describe*'], Resource: '*' },
    {
      Effect: 'Allow' as const,
      Action: 'ec2:RunInstances',
      Resource: ['arn:aws:ec2:*:*:instance/*'],
      Condition: { StringEquals: { 'aws:RequestTag/davy:line': 'board' } },
    },
    {
      Effect: 'Allow' as const,
      Action: 'ec2:RunInstances',
      Resource: [
        'arn:aws:ec2:*::image/*',
        ...['subnet', 'launch-template', 'security-group', 'network-interface', 'volume'].map(
          (kind) => `arn:aws:ec2:*:*:${kind}/*`,
        ),
      ],
    },
    {
      Effect: 'Allow' as const,
      Action: 'ec2:CreateTags',
      Resource: '*',
      Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
    },
    { Effect: 'Allow' as const, Action: 'ec2:TerminateInstances', Resource: '*', Condition: ours },
    {
      Effect: 'Allow' as const,
      Action: 'ssm:SendCommand',
      Resource: '*',
      Condition: { StringLikeIfExists: { 'ssm:resourceTag/davy:line': 'board*' } },
    },
    {
      Effect: 'Deny' as const,
      Action: 'ssm:*',
      Resource: '*:document/AWS-*',
    },
    { Effect: 'Allow' as const, Action: 'iam:PassRole', Resource: '*:role/board-server' },
    { Effect: 'Allow' as const, Action: 'sts:DecodeAuthorizationMessage', Resource: '*' },
  ],
};
const arns = balancerArns({ region: 'eu-west-1', account: '123456789012' });
const role = 'arn:aws:iam::123456789012:role/davy-board';

let aws: Awaited<ReturnType<typeof anAws>>;
let settings: ReturnType<typeof aws.settings>;
const assume = (more: object = {}) =>
  aws.sts.send(
    new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: 'davy-board',
      ExternalId: 'of-the-team',
      ...more,
    }),
  );

beforeEach(async () => {
  aws = await anAws({
    things: {
      groups: [{ name: 'blue' }],
      documents: ['configure'],
      roles: [{ name: 'davy-board', externalId: 'of-the-team', policies: [policy] }],
      templates: [
        { id: template, name: 'board', versions: [{ image, profile: profileOf('board-server') }] },
        { id: `${template}1`, name: 'admin', versions: [{ image, profile: profileOf('admin') }] },
      ],
    },
  });
  const { Credentials: given } = await assume();
  settings = aws.settings({
    credentials: {
      accessKeyId: given!.AccessKeyId!,
      secretAccessKey: given!.SecretAccessKey!,
      sessionToken: given!.SessionToken!,
    },
  });
});
afterEach(() => aws.close());

function profileOf(name: string) {
  return `arn:aws:iam::123456789012:instance-profile/${name}`;
}
const launch = (tags: Record<string, string>, more: object = {}) =>
  new RunInstancesCommand({
    MinCount: 1,
    MaxCount: 1,
    ImageId: image,
    TagSpecifications: [
      {
        ResourceType: 'instance',
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      },
    ],
    ...more,
  });

describe('a role', () => {
  it('is lent to those who know its external id, for a session with a name', async () => {
    const sts = new STSClient(settings);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: 'arn:aws:sts::123456789012:assumed-role/davy-board/davy-board',
      Account: '123456789012',
    });
    expect(await codeOf(assume({ ExternalId: 'guessed' }))).toBe('AccessDenied');
    expect(await codeOf(assume({ RoleArn: `${role}-other` }))).toBe('AccessDenied');
    expect(await codeOf(assume({ DurationSeconds: 60 }))).toBe('ValidationError');
  });

  it('a client that keeps a session for ever is refused when it is over', async () => {
    const ec2 = new EC2Client(settings);
    const look = () => codeOf(ec2.send(new DescribeInstancesCommand({ MaxResults: 5 })));
    expect(await look()).toBe('it worked');
    await fetch(`${aws.url}/_control/sessions`, { method: 'DELETE' });
    expect(await look()).toBe('RequestExpired');
    const identity = new STSClient(settings).send(new GetCallerIdentityCommand({}));
    expect(await codeOf(identity)).toMatch(/^ExpiredToken/);
  });
});

describe('a policy', () => {
  it('lets only servers with the tag of the line be launched, tagged in that call', async () => {
    const ec2 = new EC2Client(settings);
    const ours = launch({ 'davy:line': 'board' });
    expect(await codeOf(ec2.send(launch({ Role: 'web' })))).toBe('UnauthorizedOperation');
    expect(await codeOf(ec2.send(new RunInstancesCommand({ ...ours.input, DryRun: true })))).toBe(
      'DryRunOperation',
    );
    const { Instances = [] } = await ec2.send(ours);
    const Resources = [Instances[0]!.InstanceId!];
    const later = new CreateTagsCommand({ Resources, Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await codeOf(ec2.send(later))).toBe('UnauthorizedOperation');
  });

  it('a client whose policy forgets what comes with a server may start none', async () => {
    const [first] = policy.Statement;
    const all = { Effect: 'Allow' as const, Action: 'ec2:RunInstances', Resource: '*:instance/*' };
    await aws.control('things', {
      roles: [{ name: 'short', policies: [{ ...policy, Statement: [first, all] }] }],
    });
    const { Credentials: given } = await assume({ RoleArn: role.replace('davy-board', 'short') });
    const ec2 = new EC2Client(
      aws.settings({
        credentials: {
          accessKeyId: given!.AccessKeyId!,
          secretAccessKey: given!.SecretAccessKey!,
          sessionToken: given!.SessionToken!,
        },
      }),
    );
    const refused = await ec2.send(launch({ 'davy:line': 'board' })).catch(String);
    expect(refused).toContain('ec2:CreateTags on resource: arn:aws:ec2:eu-west-1:');
    const plain = new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: image });
    expect(await ec2.send(plain).catch(String)).toContain(':volume/*');
  });

  it('lets only servers of the line be terminated, whatever the others are', async () => {
    const [mine, other] = await Promise.all(
      ['board', 'accounts'].map(async (line) => {
        const { Instances = [] } = await aws.ec2.send(launch({ 'davy:line': line }));
        return Instances[0]!.InstanceId!;
      }),
    );
    const ec2 = new EC2Client(settings);
    const end = (...InstanceIds: string[]) =>
      codeOf(ec2.send(new TerminateInstancesCommand({ InstanceIds })));
    expect(await end(mine!, other!)).toBe('UnauthorizedOperation');
    expect(await end('i-00000000000000000')).toBe('UnauthorizedOperation');
    expect(await end(mine!)).toBe('it worked');
  });

  it('lets only the profile that is named be handed to a server', async () => {
    const ec2 = new EC2Client(settings);
    const from = (LaunchTemplateId: string) =>
      codeOf(
        ec2.send(
          launch({ 'davy:line': 'board' }, { LaunchTemplate: { LaunchTemplateId, Version: '1' } }),
        ),
      );
    expect(await from(template)).toBe('it worked');
    expect(await from(`${template}1`)).toBe('UnauthorizedOperation');
  });

  it('is asked with the words of each service, and a Deny beats what is allowed', async () => {
    const { Instances = [] } = await aws.ec2.send(launch({ 'davy:line': 'board' }));
    const InstanceIds = [Instances[0]!.InstanceId!];
    aws.pass(60);
    const ssm = new SSMClient(settings);
    const send = (DocumentName: string) =>
      codeOf(ssm.send(new SendCommandCommand({ InstanceIds, DocumentName })));
    expect(await send('configure')).toBe('it worked');
    expect(await send('AWS-RunShellScript')).toBe('AccessDeniedException');
    const elb = new ElasticLoadBalancingV2Client(settings);
    const register = new RegisterTargetsCommand({
      TargetGroupArn: arns.group('blue'),
      Targets: InstanceIds.map((Id) => ({ Id })),
    });
    expect(await codeOf(elb.send(register))).toBe('AccessDenied');
    const groups = aws.scaling.send(new DescribeAutoScalingGroupsCommand({}));
    expect(await codeOf(groups)).toBe('it worked');
  });

  it('says in the refusal what was missing, for those who may decode it', async () => {
    const ec2 = new EC2Client(settings);
    const { message } = await ec2.send(launch({ Role: 'web' })).then(
      () => ({ message: '' }),
      (fault: Error) => fault,
    );
    const [, EncodedMessage = ''] = /failure message: (\S+)/.exec(message) ?? [];
    const { DecodedMessage = '' } = await new STSClient(settings).send(
      new DecodeAuthorizationMessageCommand({ EncodedMessage }),
    );
    expect(JSON.parse(DecodedMessage)).toMatchObject({
      allowed: false,
      context: {
        action: 'ec2:RunInstances',
        resource: 'arn:aws:ec2:eu-west-1:123456789012:instance/*',
      },
    });
  });
});

describe('a condition', () => {
  const verdict = (Condition: object, context: Record<string, string[]>) =>
    weigh(
      [
        policySchema.parse({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition },
        }),
      ],
      { action: 'ec2:RunInstances', resource: 'x', context },
    ) === 'allowed';

  it.each([
    [{ StringEquals: { 'aws:RequestTag/a': ['x', 'y'] } }, { 'aws:RequestTag/a': ['y'] }, true],
    [{ StringEquals: { 'aws:RequestTag/a': 'x' } }, {}, false],
    [{ StringNotEquals: { 'aws:RequestTag/a': 'x' } }, {}, true],
    [{ StringEqualsIfExists: { 'aws:RequestTag/a': 'x' } }, {}, true],
    [{ StringLike: { 'aws:RequestTag/a': 'b?ard-*' } }, { 'aws:RequestTag/a': ['board-1'] }, true],
    [{ StringLike: { 'aws:RequestTag/a': 'b.ard' } }, { 'aws:RequestTag/a': ['board'] }, false],
    [{ Null: { 'aws:RequestTag/a': 'true' } }, {}, true],
    [{ Null: { 'aws:RequestTag/a': false } }, {}, false],
    [
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
      { 'aws:TagKeys': ['a', 'c'] },
      false,
    ],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }, { 'aws:TagKeys': ['a', 'c'] }, true],
    [{ StringEquals: { 'AWS:requesttag/a': 'x' } }, { 'aws:RequestTag/a': ['x'] }, true],
    [{ StringEquals: { 'aws:RequestTag/A': 'x' } }, { 'aws:RequestTag/a': ['x'] }, false],
  ])('%j with %j holds: %s', (condition, context, expected) => {
    expect(verdict(condition, context)).toBe(expected);
  });

  it('that nobody knows is refused when it is met, not passed over', () => {
    expect(() => verdict({ StringSounds: { a: 'b' } }, { a: ['b'] })).toThrow('StringSounds');
  });
});
