import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardSample } from '../../support/board-sample.ts';
import { until } from '../../support/until.ts';

let sample: Awaited<ReturnType<typeof boardSample>>;
beforeAll(async () => {
  sample = await boardSample();
});
afterAll(() => sample.close());

const host = (method: string, path: string, body?: object) =>
  sample.call(method, `${sample.host().url}${path}`, body);
const journal = async () =>
  (await host('GET', '/_control/journal')).body as {
    kind: string;
    id: string;
    token?: string;
    why?: string;
  }[];
const launched = async (token: string) =>
  (await journal()).filter((entry) => entry.kind === 'launched' && entry.token === token).length;
const seen = (id: string) =>
  until(async () =>
    (await host('GET', `/servers/${id}`)).body.address
      ? (await host('GET', `/servers/${id}`)).body
      : undefined,
  );

describe('the host', () => {
  it('launches the same order once, and refuses another under its token', async () => {
    const first = await host('POST', '/servers', sample.order('a'));
    expect(first.status).toBe(201);
    const again = await host('POST', '/servers', sample.order('a'));
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect(
      await host('POST', '/servers', sample.order('a', sample.imageOf('healthy'))),
    ).toMatchObject({ status: 400, body: { error: { code: 'IdempotentParameterMismatch' } } });
    expect(await launched('a')).toBe(1);
    await seen(first.body.id);
  });

  it('shows a new server only a little later, as clouds do', async () => {
    const { body } = await host('POST', '/servers', sample.order('b'));
    expect(await host('GET', `/servers/${body.id}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'InvalidInstanceID.NotFound' } },
    });
    expect(await seen(body.id)).toMatchObject({
      state: 'running',
      protected: true,
      tags: { slot: '0' },
    });
  });

  it('terminates nothing that is protected, and lists what it terminated', async () => {
    const { body } = await host('POST', '/servers', sample.order('c'));
    await seen(body.id);
    expect(await host('DELETE', `/servers/${body.id}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'OperationNotPermitted' } },
    });
    await host('PATCH', `/servers/${body.id}`, { protected: false });
    expect(await host('DELETE', `/servers/${body.id}`)).toMatchObject({
      status: 200,
      body: { state: 'shutting-down' },
    });
    await until(async () => (await host('GET', `/servers/${body.id}`)).body.state === 'terminated');
    expect(
      (await host('GET', '/servers?service=board')).body.map(({ id }: { id: string }) => id),
    ).toContain(body.id);
    expect(await host('POST', '/servers', sample.order('c'))).toMatchObject({
      status: 200,
      body: { id: body.id, state: 'terminated' },
    });
  });

  it('launched a server although its answer was lost', async () => {
    await host('POST', '/_control/faults', { kind: 'answer-lost', path: '/servers', times: 1 });
    await expect(host('POST', '/servers', sample.order('d'))).rejects.toThrow('fetch failed');
    expect(await host('POST', '/servers', sample.order('d'))).toMatchObject({ status: 200 });
    expect(await launched('d')).toBe(1);
  });

  it('finds its servers again after a kill, and launches none of them twice', async () => {
    const { body } = await host('POST', '/servers', sample.order('e'));
    const before = await seen(body.id);
    await sample.restartHost();
    expect(await seen(body.id)).toEqual(before);
    expect(await host('POST', '/servers', sample.order('e'))).toMatchObject({
      status: 200,
      body: { id: body.id },
    });
    expect(
      (await journal())
        .filter(({ id, kind }) => id === body.id && kind !== 'repeated')
        .map(({ kind }) => kind),
    ).toEqual(['launched', 'running']);
    const state = JSON.parse(readFileSync(join(sample.dataDir, 'host-state.json'), 'utf8'));
    expect(state.servers.filter((one: { id: string }) => one.id === body.id)).toHaveLength(1);
  });

  it('starts a server again that ended while the host was away, as what it was', async () => {
    const { body } = await host('POST', '/servers', sample.order('f'));
    const before = await seen(body.id);
    const { pid } = JSON.parse(
      readFileSync(join(sample.dataDir, 'host-state.json'), 'utf8'),
    ).servers.find((one: { id: string }) => one.id === body.id);
    await sample.restartHost(async () => {
      process.kill(pid, 'SIGKILL');
      await until(async () =>
        fetch(`http://${before.address}/healthz`).then(
          () => false,
          () => true,
        ),
      );
    });
    expect((await journal()).some(({ id, kind }) => id === body.id && kind === 'rebooted')).toBe(
      true,
    );
    await until(async () =>
      fetch(`http://${before.address}/healthz`).then(
        (one) => one.ok,
        () => false,
      ),
    );
    expect(await launched('f')).toBe(1);
  });

  it('says no in its own words: no room, no such image, too many servers', async () => {
    await host('POST', '/_control/launches', { kind: 'capacity' });
    expect(await host('POST', '/servers', sample.order('g'))).toMatchObject({
      status: 503,
      body: { error: { code: 'InsufficientInstanceCapacity' } },
    });
    expect(await host('POST', '/servers', sample.order('h', 'img-unknown'))).toMatchObject({
      status: 400,
      body: { error: { code: 'InvalidImageID.NotFound' } },
    });
    expect(await host('POST', '/servers', { token: 'i' })).toMatchObject({
      status: 400,
      body: { error: { code: 'InvalidParameterValue' } },
    });
    expect(
      (await journal()).filter(({ kind }) => kind === 'refused').map(({ why }) => why),
    ).toEqual(expect.arrayContaining(['InsufficientInstanceCapacity', 'InvalidImageID.NotFound']));
  });

  it('runs a machine on which nothing ever starts', async () => {
    await host('POST', '/_control/launches', { kind: 'nothing-starts' });
    const { body } = await host('POST', '/servers', sample.order('j'));
    await until(async () => (await host('GET', `/servers/${body.id}`)).body.state === 'running');
    expect((await host('GET', `/servers/${body.id}`)).body.address).toBeNull();
  });

  it('notices when a server dies', async () => {
    const { body } = await host('POST', '/servers', sample.order('k'));
    await seen(body.id);
    await host('POST', `/_control/kill/${body.id}`);
    await until(async () =>
      (await journal()).some(({ id, kind }) => id === body.id && kind === 'died'),
    );
    expect((await host('GET', `/servers/${body.id}`)).body.state).toBe('terminated');
  });

  it('checks a build out once, however often it is registered, and forgets on demand', async () => {
    const { version, commit, image } = sample.repository.builds[0]!;
    const registration = {
      service: 'board',
      version,
      repository: sample.repository.folder,
      commit,
    };
    expect(await host('POST', '/images', registration)).toMatchObject({
      status: 200,
      body: { id: image, commit },
    });
    expect(
      readdirSync(join(sample.dataDir, 'images')).filter((name) => name.includes('new')),
    ).toEqual([]);
    expect(
      await host('POST', '/images', { ...registration, commit: 'f'.repeat(40) }),
    ).toMatchObject({ status: 400 });
    expect((await host('DELETE', `/images/${image}`)).status).toBe(204);
    expect((await host('GET', `/images/${image}`)).status).toBe(404);
    expect(await host('POST', '/images', registration)).toMatchObject({
      status: 201,
      body: { id: image },
    });
  });

  it('tells Prometheus where to look', async () => {
    const { body } = await host('GET', '/targets');
    expect(body.length).toBeGreaterThan(0);
    expect(body[0]).toEqual({
      targets: [expect.stringMatching(/^127\.0\.0\.1:\d+$/)],
      labels: { service: 'board', version: expect.any(String), server: expect.any(String) },
    });
  });
});
