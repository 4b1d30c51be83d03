import {
  DescribeInstancesCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  waitUntilInstanceRunning,
} from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it } from 'vitest';
import { anAws, codeOf, image, subnets, template, zones } from './an-aws.ts';

let aws: Awaited<ReturnType<typeof anAws>>;
afterEach(() => aws.close());

const order = (more: Partial<RunInstancesCommandInput> = {}): RunInstancesCommandInput => ({
  MinCount: 2,
  MaxCount: 2,
  LaunchTemplate: { LaunchTemplateId: template, Version: '1' },
  SubnetId: subnets[0],
  DisableApiTermination: true,
  ClientToken: 'order-1',
  TagSpecifications: [
    { ResourceType: 'instance', Tags: [{ Key: 'davy:line', Value: 'board <&"> production' }] },
  ],
  ...more,
});
const run = async (more?: Partial<RunInstancesCommandInput>) => {
  const { Instances = [] } = await aws.ec2.send(new RunInstancesCommand(order(more)));
  return Instances.map(({ InstanceId = '' }) => InstanceId);
};
const look = async (ids?: string[]) => {
  const { Reservations = [] } = await aws.ec2.send(
    new DescribeInstancesCommand(ids ? { InstanceIds: ids } : {}),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances);
};
const terminate = (ids: string[]) =>
  aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: ids }));

describe('a launch', () => {
  it('makes what was ordered, tagged from the first second; it runs after a while', async () => {
    aws = await anAws();
    const ids = await run();
    expect(await look()).toMatchObject(
      ids.map((id, at) => ({
        InstanceId: id,
        ImageId: image,
        InstanceType: 'c6i.large',
        AmiLaunchIndex: at,
        State: { Name: 'pending', Code: 0 },
        Placement: { AvailabilityZone: zones[0] },
        Tags: [
          { Key: 'Role', Value: 'board' },
          { Key: 'davy:line', Value: 'board <&"> production' },
        ],
      })),
    );
    aws.pass(60);
    const { state } = await waitUntilInstanceRunning(
      { client: aws.ec2, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
      { InstanceIds: ids },
    );
    expect(state).toBe('SUCCESS');
  });

  it('launches twice for a client without a token of its own, once for one with', async () => {
    aws = await anAws();
    const first = await run();
    expect(await run()).toEqual(first);
    await aws.ec2.send(new RunInstancesCommand({ ...order(), ClientToken: undefined }));
    await aws.ec2.send(new RunInstancesCommand({ ...order(), ClientToken: undefined }));
    expect(await look()).toHaveLength(2 + 4);
  });

  it('launches twice where another subnet has the same token: it counts by zone', async () => {
    aws = await anAws();
    const first = await run();
    const second = await run({ SubnetId: subnets[1] });
    expect(second).not.toEqual(first);
    expect(await look()).toHaveLength(4);
  });

  it('a token without a subnet counts in the whole region', async () => {
    aws = await anAws();
    const { SubnetId: _, ...anywhere } = order();
    const first = await aws.ec2.send(new RunInstancesCommand(anywhere));
    const again = await aws.ec2.send(new RunInstancesCommand(anywhere));
    expect(again.ReservationId).toBe(first.ReservationId);
  });

  it('a client that changes the order under its token is refused', async () => {
    aws = await anAws();
    await run();
    expect(await codeOf(run({ MaxCount: 3 }))).toBe('IdempotentParameterMismatch');
  });

  it('tells who repeats a dead order, and launches anew a day later', async () => {
    aws = await anAws();
    const ids = await run({ DisableApiTermination: false });
    await terminate(ids);
    aws.pass(600);
    const again = run({ DisableApiTermination: false });
    expect(await codeOf(again)).toBe('IdempotentInstanceTerminated');
    aws.pass(25 * 3_600);
    expect(await run({ DisableApiTermination: false })).not.toEqual(ids);
  });

  it('says for certain when there is no room, for one zone and type, and starts none', async () => {
    aws = await anAws();
    await aws.control('room', { zone: zones[0], type: 'c6i.large', left: 1 });
    expect(await codeOf(run())).toBe('InsufficientInstanceCapacity');
    expect(await look()).toEqual([]);
    expect(await run({ MinCount: 1, MaxCount: 2, ClientToken: 'fewer' })).toHaveLength(1);
    expect(await run({ SubnetId: subnets[1] })).toHaveLength(2);
  });

  it('a client that takes a lost answer for a failed launch has twice as many', async () => {
    aws = await anAws();
    await aws.control('faults', { kind: 'answer-lost', path: '/ec2/RunInstances', times: 1 });
    expect(await codeOf(run())).not.toBe('it worked');
    const ids = await run();
    expect(await look()).toHaveLength(2);
    await run({ ClientToken: 'order-2' });
    expect(await look()).toHaveLength(4);
    expect(ids).toHaveLength(2);
  });
});

describe('what is seen', () => {
  it('a client that takes "not found" for "not there" has twice as many', async () => {
    aws = await anAws({ pace: { seenAfterMs: [30_000, 30_000], blinkMs: 0 } });
    const ids = await run();
    expect(await codeOf(look(ids))).toBe('InvalidInstanceID.NotFound');
    expect(await look()).toEqual([]);
    await run({ ClientToken: 'order-2' });
    aws.pass(31);
    expect(await look()).toHaveLength(4);
  });

  it('a client that takes "seen once" for "seen" loses one again', async () => {
    aws = await anAws({ pace: { seenAfterMs: [0, 0], blinkMs: 5_000 } });
    const ids = await run({ MinCount: 8, MaxCount: 8 });
    expect(await look(ids)).toHaveLength(8);
    aws.pass(2);
    expect(await codeOf(look(ids))).toBe('InvalidInstanceID.NotFound');
    expect((await look()).length).toBeLessThan(8);
    aws.pass(10);
    expect(await look(ids)).toHaveLength(8);
  });

  it('a client that counts what it sees counts the dead of the last hour', async () => {
    aws = await anAws();
    const ids = await run({ DisableApiTermination: false });
    await terminate(ids);
    aws.pass(60);
    expect(await look()).toMatchObject(ids.map(() => ({ State: { Name: 'terminated' } })));
    aws.pass(3_600);
    expect(await look()).toEqual([]);
  });
});

describe('ends', () => {
  it('a client that ends several zones at once loses those without protection', async () => {
    aws = await anAws();
    const guarded = await run();
    const other = await run({ SubnetId: subnets[1], DisableApiTermination: false });
    expect(await codeOf(terminate([...guarded, ...other]))).toBe('OperationNotPermitted');
    aws.pass(60);
    const states = new Map((await look()).map((one) => [one.InstanceId, one.State?.Name]));
    expect(guarded.map((id) => states.get(id))).toEqual(['running', 'running']);
    expect(other.map((id) => states.get(id))).toEqual(['terminated', 'terminated']);
  });

  it('stops and starts again what runs; what is on its way down cannot be started', async () => {
    aws = await anAws();
    const ids = await run();
    const stop = () => aws.ec2.send(new StopInstancesCommand({ InstanceIds: ids }));
    const start = () => aws.ec2.send(new StartInstancesCommand({ InstanceIds: ids }));
    expect(await codeOf(stop())).toBe('IncorrectInstanceState');
    aws.pass(60);
    await stop();
    expect(await codeOf(start())).toBe('IncorrectInstanceState');
    aws.pass(60);
    await aws.control('room', { zone: zones[0], type: 'c6i.large', left: 1 });
    expect(await codeOf(start())).toBe('InsufficientInstanceCapacity');
    await aws.control('room', { zone: zones[0], type: 'c6i.large' });
    const { StartingInstances } = await start();
    expect(StartingInstances).toMatchObject(
      ids.map((id) => ({
        InstanceId: id,
        PreviousState: { Name: 'stopped' },
        CurrentState: { Name: 'pending' },
      })),
    );
  });
});
