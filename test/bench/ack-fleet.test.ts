import { expect, it } from 'vitest';
import { fleetOf } from '../../bench/ack/fleet.ts';
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
