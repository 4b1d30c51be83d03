import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { planRun } from '../../../playground/aws/ssm/control.ts';
import { systemsManagerPlace } from '../../../src/adapters/ec2-jobs/jobs.ts';
import { calledJobs } from '../../../src/adapters/jobs/called-jobs.ts';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import { memoryLedger } from '../../../src/adapters/memory-ledger/open.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import { refused } from '../../contracts/contract.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { keys } from '../../playground/aws/an-aws.ts';
import { ec2Build, type Ec2Place, ec2Place, images } from '../../support/ec2-place.ts';

type Planned = Parameters<typeof planRun>[1]['status'];

const build = ec2Build('1.42.0', images.fresh);
const order = orderFor('board', 'rel_1');

let place: Ec2Place;
let fleet: Fleet;
let ids: string[];
let told: string[];
beforeEach(async () => {
  place = await ec2Place();
  const { world } = place;
  const now = () => world.clock.now();
  told = [];
  const jobs = calledJobs({
    place: systemsManagerPlace({
      work: { kind: 'command', command: ['/opt/board/configure', '{version}'] },
      account: {
        aws: { region: 'eu-west-1', endpoint: place.url, credentials: keys },
        role: null,
        now,
      },
      visibleMs: 20_000,
      timeoutMs: 60_000,
    }),
    notes: memoryLedger({ realTime: now, sleep: (ms) => sleep(ms) }),
    now,
    hide: (text) => text,
    fetch,
  });
  fleet = ec2Fleet({
    ...place.options(place.newWay()),
    configure: { job: 'configure', jobs, at: 'id', tell: (...said) => told.push(said.join(' ')) },
  });
  await fleet.launch(order, { build, orders: [{ base: 0, n: 1, attempt: 0 }], spares: [] });
  place.pass(60);
  ids = (await fleet.observe('board')).servers.map(({ id }) => id);
});
afterEach(() => place.close());

const states = async () => (await fleet.observe('board')).servers.map(({ state }) => state);
const plan = (status: Planned, stdout: string) =>
  planRun(place.world, {
    document: 'AWS-RunShellScript',
    status,
    code: status === 'Success' ? 0 : 4,
    stdout,
    stderr: '',
    seconds: 3,
    times: 1,
  });

it('is ready once the agent has run its job, which was sent to it once', async () => {
  plan('Success', 'configured\n');
  await fleet.prepare(order, { build, ids });
  await fleet.prepare(order, { build, ids });
  expect(await states()).toEqual(['starting']);
  place.pass(60);
  expect(await states()).toEqual(['ready']);
  const [command, ...more] = place.world.management.commands.values();
  expect(more).toEqual([]);
  expect(command?.parameters['commands']?.join('\n')).toContain(
    `'/opt/board/configure' '1.42.0' >`,
  );
  expect(command?.invocations.map(({ instance }) => instance)).toEqual(ids);
});

it.each<readonly [Planned, RegExp]>([
  ['Failed', /ended with 4 \(exit\): no such package$/],
  ['TimedOut', /ended with 143 \(timeout\): no such package\n.*ExecutionTimedOut/],
  ['Undeliverable', /ended with 255 \(exit\): .*did not begin: its agent could not be reached/],
])('is ill when its job is %s, and why is told once', async (status, why) => {
  plan(status, 'no such package\n');
  await fleet.prepare(order, { build, ids });
  place.pass(80);
  expect([await states(), await states()]).toEqual([['unhealthy'], ['unhealthy']]);
  expect(told).toHaveLength(1);
  expect(told[0]?.replace('no such package\nIt', 'It')).toMatch(why);
});

it('is tried again while it has no agent, and ill when none came', async () => {
  for (const id of ids) place.world.management.withoutAgent.add(id);
  const fault = await refused(fleet.prepare(order, { build, ids }));
  expect(fault.message).toMatch(/beginning configure on i-\w+ \(InvalidInstanceId/);
  expect(await states()).toEqual(['bare']);
  place.pass(200);
  expect(await states()).toEqual(['unhealthy']);
});
