import { afterEach, beforeEach, expect, it } from 'vitest';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import { NoCapacity } from '../../../src/ports/errors.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import { refused } from '../../contracts/contract.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { subnets, zones } from '../../playground/aws/an-aws.ts';
import { ec2Build, type Ec2Place, ec2Place, images } from '../../support/ec2-place.ts';

const build = ec2Build('1.42.0', images.fresh);
const order = orderFor('board', 'rel_1');

let place: Ec2Place;
let way: ReturnType<Ec2Place['newWay']>;
let replicas: readonly Fleet[];
beforeEach(async () => {
  place = await ec2Place();
  way = place.newWay();
  const types = ['c6i.large', 'c6a.large'];
  replicas = [way, place.newWay()].map((to) => ec2Fleet({ ...place.options(to), types }));
  // Its fence is known, so that a launch is the first call that changes something.
  for (const replica of replicas) await replica.protect(order, [], true);
});
afterEach(() => place.close());

const full = (type: string, ofZones: readonly string[] = zones) => {
  for (const zone of ofZones) place.world.compute.capacity.set(`${zone}/${type}`, 0);
};
const launch = (attempt: number, by = 0) =>
  replicas[by]?.launch(order, { build, orders: [{ base: 0, n: 2, attempt }], spares: [] }) ??
  Promise.reject(new Error('nobody'));
const started = () => place.instances().map(({ type, subnet }) => [type, subnet]);

it('goes through all subnets with a type before it tries the next', async () => {
  full('c6i.large');
  full('c6a.large', [zones[0]]);
  const said: string[] = [];
  for (const attempt of [0, 1, 2]) {
    const fault = await refused(launch(attempt));
    expect(fault).toBeInstanceOf(NoCapacity);
    said.push(/sufficient (\S+) capacity.*\((\S+)\)/.exec(fault.message)?.slice(1).join(' ') ?? '');
  }
  expect(said).toEqual([`c6i.large ${zones[0]}`, `c6i.large ${zones[1]}`, `c6a.large ${zones[0]}`]);
  await launch(3);
  expect(started()).toEqual([
    ['c6a.large', subnets[1]],
    ['c6a.large', subnets[1]],
  ]);
});

it('asks for the same type again where an answer was lost, whoever asks', async () => {
  place.world.pace = { ...place.world.pace, seenAfterMs: [60_000, 60_000] };
  way.loseAnswer(true);
  const fault = await refused(launch(0));
  expect(fault).not.toBeInstanceOf(NoCapacity);
  expect(fault.unknown).toBe(true);
  way.loseAnswer(false);
  // Since then there is no room any more: what was begun is found by its token all the same.
  full('c6i.large');
  await launch(0, 1);
  expect(started()).toEqual([
    ['c6i.large', subnets[0]],
    ['c6i.large', subnets[0]],
  ]);
});
