import { afterEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import type { JobOrder, Jobs } from '../../../src/ports/jobs.ts';
import { refused } from '../../contracts/contract.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { ec2Build, type Ec2Place, ec2Place, images } from '../../support/ec2-place.ts';
import { memoryJobs, memoryPlace } from '../../support/memory-jobs.ts';

const build = ec2Build('1.42.0', images.fresh);
const order = orderFor('board', 'rel_1');

let place: Ec2Place;
let fleet: Fleet;
let told: unknown[];
afterEach(() => place.close());

async function launched(jobs: Pick<Jobs, 'begin' | 'look'>, n = 1): Promise<readonly string[]> {
  told = [];
  place = await ec2Place({
    configure: { job: 'configure', jobs, at: 'address', tell: (...said) => told.push(said) },
  });
  fleet = place.replica(place.newWay());
  await fleet.launch(order, { build, orders: [{ base: 0, n, attempt: 0 }], spares: [] });
  place.pass(60);
  return (await fleet.observe('board')).servers.map(({ id }) => id);
}

const states = async () => (await fleet.observe('board')).servers.map(({ state }) => state);

describe('the configuration of a server on EC2', () => {
  it('is told which server, version and slot it is for, at its own address', async () => {
    const asked: JobOrder[] = [];
    const jobs = memoryJobs(memoryPlace());
    const ids = await launched(
      {
        ...jobs,
        begin: (one) => {
          asked.push(one);
          return jobs.begin(one);
        },
      },
      2,
    );
    await fleet.prepare(order, { build, ids });
    const ips = ids.map((id) => place.world.compute.instances.get(id)?.privateIp);
    expect(asked.map(({ on, under, words }) => [on, under, words['version']])).toEqual(
      ids.map((id, i) => [ips[i], id, '1.42.0']),
    );
    expect(new Set(asked.map(({ words }) => words['slot']))).toEqual(new Set(['0', '1']));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(2);
  });

  it('is what makes a server ready that its image made well already', async () => {
    const jobs = memoryPlace();
    const ids = await launched(memoryJobs(jobs));
    await fleet.prepare(order, { build, ids });
    place.pass(60);
    expect(await states()).toEqual(['starting']);
    expect((await refused(fleet.admit(order, ids))).message).toMatch(/which is starting/);
    for (const id of jobs.begins) jobs.end(id, 0, 'exit');
    expect(await states()).toEqual(['ready']);
    await fleet.admit(order, ids);
  });

  it.each([
    [
      'ended with a code',
      (jobs: ReturnType<typeof memoryPlace>, id: string) => jobs.end(id, 3, 'exit'),
    ],
    [
      'took too long',
      (jobs: ReturnType<typeof memoryPlace>, id: string) => jobs.end(id, 0, 'timeout'),
    ],
    ['is lost', (jobs: ReturnType<typeof memoryPlace>, id: string) => jobs.kill(id)],
  ])('that %s leaves a server ill', async (_name, end) => {
    const jobs = memoryPlace();
    const ids = await launched(memoryJobs(jobs));
    await fleet.prepare(order, { build, ids });
    for (const id of jobs.begins) end(jobs, id);
    expect(await states()).toEqual(['unhealthy']);
    expect(await states()).toEqual(['unhealthy']);
    expect(told).toEqual([[ids[0], expect.stringMatching(/^(ended with|is lost)/)]]);
  });

  it('is begun again on a server that was not up yet, and given up after a while', async () => {
    const jobs = memoryPlace();
    let isUp = false;
    const way = {
      before: async () => {
        if (!isUp) throw new UpstreamError('ssh', 'reaching it');
      },
      after: async () => undefined,
    };
    const ids = await launched(memoryJobs(jobs, way));
    await refused(fleet.prepare(order, { build, ids }));
    expect(await states()).toEqual(['bare']);
    isUp = true;
    await fleet.prepare(order, { build, ids });
    expect([await states(), jobs.begins.length]).toEqual([['starting'], 1]);
    isUp = false;
    place.pass(200);
    expect(await states()).toEqual(['unhealthy']);
  });

  it('that its place refuses is said with the reason', async () => {
    const ids = await launched({
      begin: async () => ({ kind: 'refused', why: 'host-unknown', detail: '' }),
      look: async () => ({ state: 'none' }),
    });
    const fault = await refused(fleet.prepare(order, { build, ids }));
    expect(fault.message).toMatch(/configuring i-\w+ \(host-unknown\)/);
    expect(await states()).toEqual(['bare']);
  });

  it('holds up no look and no call longer than they may last', async () => {
    const ids = await launched({
      begin: () => new Promise(() => undefined),
      look: () => new Promise(() => undefined),
    });
    expect((await refused(fleet.prepare(order, { build, ids }))).unknown).toBe(true);
    expect(await states()).toEqual(['bare']);
  });
});
