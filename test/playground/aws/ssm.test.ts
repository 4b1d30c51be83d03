import { RunInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CancelCommandCommand,
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  GetParameterCommand,
  ListCommandInvocationsCommand,
  PutParameterCommand,
  SendCommandCommand,
  waitUntilCommandExecuted,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAws, codeOf, image } from './an-aws.ts';

let aws: Awaited<ReturnType<typeof anAws>>;
let ids: string[];
beforeEach(async () => {
  aws = await anAws({ things: { documents: ['configure'] } });
  const { Instances = [] } = await aws.ec2.send(
    new RunInstancesCommand({ MinCount: 2, MaxCount: 2, ImageId: image }),
  );
  ids = Instances.map(({ InstanceId = '' }) => InstanceId);
});
afterEach(() => aws.close());

const send = async (more: object = {}) => {
  const { Command } = await aws.ssm.send(
    new SendCommandCommand({
      InstanceIds: ids,
      DocumentName: 'configure',
      Parameters: { version: ['1.42.0'] },
      ...more,
    }),
  );
  return Command!.CommandId!;
};
const get = (CommandId: string, InstanceId = ids[0]) =>
  aws.ssm.send(new GetCommandInvocationCommand({ CommandId, InstanceId }));
const list = async (CommandId: string) => {
  const { CommandInvocations = [] } = await aws.ssm.send(
    new ListCommandInvocationsCommand({ CommandId, Details: true }),
  );
  return CommandInvocations.map(({ Status, StatusDetails }) => `${Status}/${StatusDetails}`);
};

describe('a command', () => {
  it('a client that makes words of a document up has nothing run', async () => {
    aws.pass(60);
    const shell = { DocumentName: 'AWS-RunShellScript' };
    const wrong = (more: object) => codeOf(send({ ...shell, ...more }));
    expect(await wrong({ Parameters: { commands: ['true'], user: ['root'] } })).toBe(
      'InvalidParameters',
    );
    expect(await wrong({ Parameters: {} })).toBe('InvalidParameters');
    expect(await codeOf(send({ DocumentVersion: '7' }))).toBe('InvalidDocumentVersion');
    expect(aws.world.management.commands.size).toBe(0);
  });

  it('a client that asks at once for what it sent is told there is no such thing', async () => {
    aws.pass(60);
    const id = await send();
    expect(await codeOf(get(id))).toBe('InvocationDoesNotExist');
    expect(await list(id)).toEqual([]);
    aws.pass(1);
    expect(await get(id)).toMatchObject({ Status: 'InProgress', ResponseCode: -1 });
    aws.pass(5);
    expect(await get(id)).toMatchObject({
      Status: 'Success',
      ResponseCode: 0,
      StandardOutputContent: 'done\n',
    });
    const { state } = await waitUntilCommandExecuted(
      { client: aws.ssm, maxWaitTime: 5, minDelay: 1, maxDelay: 1 },
      { CommandId: id, InstanceId: ids[1] },
    );
    expect(state).toBe('SUCCESS');
  });

  it('a client that sends again after a lost answer has it run twice: no token', async () => {
    aws.pass(60);
    await aws.control('faults', { kind: 'answer-lost', path: '/ssm/SendCommand', times: 1 });
    expect(await codeOf(send({ InstanceIds: [ids[0]] }))).not.toBe('it worked');
    await send({ InstanceIds: [ids[0]] });
    const happenings = (await aws.control('happenings')) as { kind: string; id: string }[];
    expect(happenings.filter(({ kind }) => kind === 'ran configure')).toMatchObject([
      { id: ids[0] },
      { id: ids[0] },
    ]);
  });

  it('a client that takes a cancelled command for ended at once is early', async () => {
    aws.pass(60);
    await aws.control('runs', { document: 'configure', status: 'Success', seconds: 600, times: 2 });
    const CommandId = await send();
    const cancel = (InstanceIds: string[] = []) =>
      codeOf(aws.ssm.send(new CancelCommandCommand({ CommandId, InstanceIds })));
    expect(await cancel()).toBe('InvalidCommandId');
    aws.pass(2);
    expect(await cancel(['i-00000000000000000'])).toBe('InvalidInstanceId');
    expect(await cancel(ids.slice(0, 1))).toBe('it worked');
    expect(await list(CommandId)).toEqual(['Cancelling/Cancelling', 'InProgress/InProgress']);
    aws.pass(2);
    expect(await list(CommandId)).toEqual(['Cancelled/Cancelled', 'InProgress/InProgress']);
    aws.pass(600);
    expect(await cancel()).toBe('it worked');
    expect(await list(CommandId)).toEqual(['Cancelled/Cancelled', 'Success/Success']);
  });

  it('a client that sends as soon as a server runs is refused: no agent yet', async () => {
    aws.pass(25);
    expect(await codeOf(send())).toBe('InvalidInstanceId');
    aws.pass(20);
    expect(await codeOf(send())).toBe('it worked');
    await aws.control('agents', { instance: ids[1], answers: false });
    expect(await codeOf(send())).toBe('InvalidInstanceId');
    expect(await codeOf(send({ DocumentName: 'nothing' }))).toBe('InvalidDocument');
  });

  it.each([
    ['Failed', { code: 2, stderr: 'no disk\n' }, 'Failed/Failed'],
    ['TimedOut', { seconds: 600 }, 'TimedOut/ExecutionTimedOut'],
    ['Undeliverable', {}, 'Failed/Undeliverable'],
  ])('ends %s where it is told to, in the words of AWS', async (status, more, words) => {
    aws.pass(60);
    await aws.control('runs', { document: 'configure', instance: ids[0], status, ...more });
    const id = await send({ TimeoutSeconds: 600 });
    aws.pass(10);
    const early = await list(id);
    aws.pass(700);
    expect(await list(id)).toEqual([words, 'Success/Success']);
    expect(early[1]).toBe('Success/Success');
    const found = await get(id);
    expect(found.StandardErrorContent).toBe(status === 'Failed' ? 'no disk\n' : '');
  });

  it('never begins on a server nobody reaches, and says so only after its timeout', async () => {
    aws.pass(60);
    await aws.control('runs', { document: 'configure', status: 'Undeliverable' });
    const id = await send({ InstanceIds: [ids[0]], TimeoutSeconds: 60 });
    aws.pass(50);
    expect(await list(id)).toEqual(['Pending/Pending']);
    aws.pass(20);
    expect(await list(id)).toEqual(['Failed/Undeliverable']);
    expect(JSON.stringify(await aws.control('happenings'))).not.toContain('ran configure');
  });
});

describe('the servers that report', () => {
  it('are listed once their agent has, and lost when they stop', async () => {
    const online = async () => {
      const { InstanceInformationList = [] } = await aws.ssm.send(
        new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: ids }] }),
      );
      return InstanceInformationList.map((one) => one.PingStatus);
    };
    expect(await online()).toEqual([]);
    aws.pass(60);
    expect(await online()).toEqual(['Online', 'Online']);
    await aws.ec2.send(new StopInstancesCommand({ InstanceIds: ids.slice(0, 1) }));
    expect(await online()).toEqual(['ConnectionLost', 'Online']);
  });
});

describe('a parameter', () => {
  const put = (Value: string, more: object = {}) =>
    aws.ssm.send(
      new PutParameterCommand({ Name: '/davy/board/rollback', Value, Type: 'String', ...more }),
    );
  const read = (Name: string) => aws.ssm.send(new GetParameterCommand({ Name }));

  it('is overwritten only when told to, and keeps its versions', async () => {
    expect(await codeOf(read('/davy/board/rollback'))).toBe('ParameterNotFound');
    await put('one');
    expect(await codeOf(put('two'))).toBe('ParameterAlreadyExists');
    expect(await put('two', { Overwrite: true })).toMatchObject({ Version: 2 });
    expect((await read('/davy/board/rollback')).Parameter).toMatchObject({
      Value: 'two',
      Version: 2,
    });
    expect((await read('/davy/board/rollback:1')).Parameter?.Value).toBe('one');
    expect(await codeOf(read('/davy/board/rollback:9'))).toBe('ParameterVersionNotFound');
  });

  it('holds 4,096 characters and no more, unless it is paid for', async () => {
    expect(await codeOf(put('x'.repeat(4_097)))).toBe('ValidationException');
    expect(await codeOf(put('x'.repeat(4_097), { Tier: 'Advanced' }))).toBe('it worked');
  });

  it('a client that writes often is told that it calls too often', async () => {
    const codes: string[] = [];
    for (let at = 0; at < 4; at += 1) codes.push(await codeOf(put('x', { Overwrite: true })));
    expect(codes).toEqual(['it worked', 'it worked', 'it worked', 'ThrottlingException']);
  });
});
