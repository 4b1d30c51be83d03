import { expect, it } from 'vitest';
import { fleetOf } from '../../bench/ack/fleet.ts';
import { balancerOf } from '../../src/adapters/local-fleet/balancer.ts';
import { hostOf } from '../../src/adapters/local-fleet/host.ts';

it('the servers of the benchmark are listed as a host lists them, old and new', async () => {
  const fleet = fleetOf(['board'], 'http://127.0.0.1:1');
  fleet.launch({
    token: 'rel_1.0.img-1',
    service: 'board',
    image: 'img-1',
    protected: true,
    tags: { version: '1.0.0', release: 'rel_1', slot: '0' },
  });
  const fetch = () => Promise.resolve(Response.json(fleet.list('board')));
  const listed = await hostOf({ host: 'http://127.0.0.1:1', fetch }).list('board');
  expect(listed.map(({ image }) => image)).toEqual(['img-2-0-0', 'img-1']);
});

it('its targets are listed as a balancer lists them, and take who leaves elsewhere', async () => {
  const fleet = fleetOf(['board'], 'http://127.0.0.1:1');
  fleet.launch({
    token: 'rel_1.0.img-1',
    service: 'board',
    image: 'img-1',
    protected: true,
    tags: { version: '1.0.0', release: 'rel_1', slot: '0' },
  });
  fleet.drain('board-old', { keep: 0 });
  expect(fleet.all().map(({ users }) => users)).toEqual([40, 0]);
  fleet.put('rel_1-0-img-1', { address: 'http://127.0.0.1:1', admits: true });
  const fetch = () => Promise.resolve(Response.json(fleet.targets('board')));
  const listed = await balancerOf({ balancer: 'http://127.0.0.1:1', fetch }).list();
  expect([...listed.values()].map(({ admits, healthy }) => admits && healthy)).toEqual([
    true,
    true,
  ]);
  fleet.drain('board-old', { keep: 10 });
  expect(fleet.all().map(({ users }) => users)).toEqual([10, 31]);
});
