import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localFleet } from '../../../src/adapters/local-fleet/fleet.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Build } from '../../../src/release/state/build.ts';
import { boardSample } from '../../support/board-sample.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { until } from '../../support/until.ts';

let sample: Awaited<ReturnType<typeof boardSample>>;
beforeAll(async () => {
  sample = await boardSample();
});
afterAll(() => sample.close());

const fleetNow = () =>
  localFleet({
    host: sample.host().url,
    balancer: sample.balancer.adminUrl,
    moves: 'users',
    fetch,
    now: Date.now,
  });
const build = (behaviour = 'healthy'): Build => {
  const { version, commit, image, checks } = sample.repository.builds.find(
    (one) => one.behaviour === behaviour,
  )!;
  return { service: 'board', version, commit, image, checks, registeredAt: 0 };
};
const order = (release: string) => orderFor('board', release);
const launch = (release: string, n: number, what = build()) =>
  fleetNow().launch(order(release), {
    build: what,
    orders: [{ base: 0, n, attempt: 0 }],
    spares: [],
  });
const mine = async (release: string) =>
  (await fleetNow().observe('board')).servers.filter((server) => server.release === release);
const untilReady = (release: string, count = 1) =>
  until(async () => {
    const servers = await mine(release);
    return servers.filter((server) => server.state === 'ready').length === count && servers;
  });
const launches = async () =>
  (await sample.call('GET', `${sample.host().url}/_control/journal`)).body.filter(
    (entry: { kind: string }) => entry.kind === 'launched',
  );
const fault = (url: string, body: object) => sample.call('POST', `${url}/_control/faults`, body);

describe('the local fleet', () => {
  it('starts one server a slot, and the same order twice starts nothing more', async () => {
    const before = (await launches()).length;
    await launch('r1', 2);
    await launch('r1', 2);
    const servers = await untilReady('r1', 2);
    expect((await launches()).length).toBe(before + 2);
    expect(
      servers
        .map(({ slot, version, joined, admits, users, protected: guarded }) => ({
          slot,
          version,
          joined,
          admits,
          users,
          guarded,
        }))
        .sort((a, b) => a.slot - b.slot),
    ).toEqual(
      [0, 1].map((slot) => ({
        slot,
        version: build().version,
        joined: false,
        admits: false,
        users: 0,
        guarded: true,
      })),
    );
  });

  it('starts nothing twice when the answer to a launch was lost', async () => {
    await fault(sample.host().url, { kind: 'answer-lost', path: '/servers', times: 1 });
    const lost = await launch('r2', 1).catch((error: unknown) => error);
    expect(lost).toBeInstanceOf(UpstreamError);
    expect(lost).toMatchObject({ unknown: true });
    await launch('r2', 1);
    expect(await untilReady('r2')).toHaveLength(1);
    expect(
      (await launches()).filter(({ token }: { token: string }) => token.startsWith('r2.')),
    ).toHaveLength(1);
  });

  it('opens a server to new boards and closes it again, however often it is told', async () => {
    const [server] = await untilReady('r2');
    for (let i = 0; i < 2; i += 1) await fleetNow().admit(order('r2'), [server!.id]);
    expect(await mine('r2')).toMatchObject([{ joined: true, admits: true }]);
    for (let i = 0; i < 2; i += 1) await fleetNow().close(order('r2'), [server!.id]);
    expect(await mine('r2')).toMatchObject([{ joined: true, admits: false }]);
  });

  it('refuses to retire a protected server, and leaves it where it serves', async () => {
    const [server] = await mine('r2');
    await expect(fleetNow().retire(order('r2'), [server!.id], 'destroy')).rejects.toThrow(
      'protected',
    );
    expect(await mine('r2')).toMatchObject([{ state: 'ready', joined: true, protected: true }]);
  });

  it('retires a server once it is unprotected; its slot stays spent', async () => {
    const [server] = await mine('r2');
    await fleetNow().protect(order('r2'), [server!.id], false);
    await fleetNow().retire(order('r2'), [server!.id], 'destroy');
    await fleetNow().retire(order('r2'), [server!.id], 'destroy');
    expect(await mine('r2')).toMatchObject([{ state: 'leaving', joined: false }]);
    await launch('r2', 1);
    expect(
      (await launches()).filter(({ token }: { token: string }) => token.startsWith('r2.')),
    ).toHaveLength(1);
  });

  it('moves users until so many remain, whole boards at a time, and nobody notices', async () => {
    const [first, second] = await untilReady('r1', 2);
    await fleetNow().admit(order('r2'), [first!.id]);
    const users = await sample.users();
    const there = async (id: string) =>
      (await mine('r1')).find((server) => server.id === id)?.users ?? 0;
    await until(async () => (await there(first!.id)) >= 12);
    await fleetNow().admit(order('r2'), [second!.id]);
    await fleetNow().close(order('r2'), [first!.id]);
    const move = () => fleetNow().migrate(order('r2'), [{ id: first!.id, keep: 6 }]);
    await move();
    await move();
    await until(async () => (await there(first!.id)) <= 6);
    expect(await there(first!.id)).toBeGreaterThanOrEqual(3);
    await fleetNow().migrate(order('r2'), [{ id: first!.id, keep: 0 }]);
    await until(async () => (await there(first!.id)) === 0);
    await until(async () => (await users.summary()).reconnects >= 12);
    expect(await users.summary()).toMatchObject({ failedRequests: 0, lostStrokes: 0 });
    expect((await users.summary()).slowestReconnectMs).toBeLessThan(2_000);
  });

  it('takes out of the balancer what somebody else took away', async () => {
    await launch('r5', 1);
    const [server] = await untilReady('r5');
    await fleetNow().admit(order('r5'), [server!.id]);
    await sample.call('POST', `${sample.host().url}/_control/kill/${server!.id}`);
    const gone = () => until(async () => (await mine('r5'))[0]?.state === 'leaving');
    await gone();
    expect(await mine('r5')).toMatchObject([{ state: 'leaving', joined: true, protected: true }]);
    await fleetNow().retire(order('r5'), [server!.id], 'destroy');
    expect(await mine('r5')).toMatchObject([{ state: 'leaving', joined: false, admits: false }]);
  });

  it('knows images that can be launched from those that cannot', async () => {
    expect(await fleetNow().imageState('board', build().image)).toBe('ready');
    expect(await fleetNow().imageState('board', 'img-0123456789ab')).toBe('gone');
  });

  it('does not call a server ready that never becomes healthy', async () => {
    await launch('r3', 1, build('never-healthy'));
    await until(async () => (await mine('r3')).some((server) => server.users === 0));
    expect(await mine('r3')).toMatchObject([{ state: 'starting', joined: false }]);
    const late = localFleet({
      host: sample.host().url,
      balancer: sample.balancer.adminUrl,
      moves: 'users',
      fetch,
      now: () => Date.now() + 60_000,
    });
    const { servers } = await late.observe('board');
    expect(servers.filter((server) => server.release === 'r3')).toMatchObject([
      { state: 'unhealthy' },
    ]);
  });

  it.each([
    ['the host is down', { kind: 'down' }],
    ['the host speaks nonsense', { kind: 'garbage' }],
    ['the host asks for patience', { kind: 'too-many' }],
    ['the host has no room', { kind: 'status', status: 503 }],
  ])('tells an outside fault when %s', async (_case, what) => {
    await fault(sample.host().url, { ...what, times: 1 });
    await expect(fleetNow().observe('board')).rejects.toBeInstanceOf(UpstreamError);
  });

  it("tells the host's own reason when a launch is refused", async () => {
    await sample.call('POST', `${sample.host().url}/_control/launches`, { kind: 'capacity' });
    await expect(launch('r4', 1)).rejects.toBeInstanceOf(UpstreamError);
    await expect(launch('r4', 1, { ...build(), image: 'img-0123456789ab' })).rejects.toThrow(
      'InvalidImageID.NotFound',
    );
    expect(await mine('r4')).toEqual([]);
  });
});
