import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { startBalancer } from '../../../playground/balancer/start.ts';
import { until } from '../../support/until.ts';

let dataDir: string;
let balancer: Awaited<ReturnType<typeof startBalancer>>;
let closing: (() => unknown)[];
const start = () =>
  startBalancer({ dataDir, port: 0, adminPort: 0, storePort: 0, connectionsMax: 2 });
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'balancer-'));
  balancer = await start();
  closing = [];
});
afterEach(async () => {
  for (const close of closing) close();
  await balancer.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A server that says its name to whoever asks. */
async function target(id: string, admits = true) {
  let status = 200;
  const server = createServer((_request, response) => response.writeHead(status).end(id));
  new WebSocketServer({ server }).on('connection', (socket) => socket.send(id));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  closing.push(stop);
  const { port } = server.address() as { port: number };
  const put = (admits: boolean) =>
    admin('PUT', `/targets/${id}`, { address: `127.0.0.1:${port}`, admits });
  await put(admits);
  const sicken = () => {
    status = 503;
  };
  return { put, stop, sicken };
}
const admin = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${balancer.adminUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};
const page = async (board: string) => {
  const response = await fetch(`${balancer.url}/boards/${board}?user=u`);
  return response.ok ? response.text() : response.status;
};
const sit = async (board: string) => {
  const socket = new WebSocket(
    `${balancer.url.replace('http', 'ws')}/boards/${board}/socket?user=u`,
  );
  closing.push(() => socket.terminate());
  const server = await new Promise<string>((resolve, reject) =>
    socket.once('message', (data: Buffer) => resolve(data.toString())).once('error', reject),
  );
  return { server, leave: () => socket.close() };
};

describe('the balancer', () => {
  it('keeps a board on one server, and gives new boards to the least loaded', async () => {
    await target('a');
    await target('b');
    const first = await sit('one');
    const second = await sit('two');
    expect([first.server, second.server].sort()).toEqual(['a', 'b']);
    for (let i = 0; i < 3; i += 1) expect(await page('one')).toBe(first.server);
    expect(
      (await admin('GET', '/targets')).body.map(
        ({ users, boards }: { users: number; boards: number }) => [users, boards],
      ),
    ).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('sends no new board to a closed server, and leaves it those it has', async () => {
    const a = await target('a');
    const before = await sit('one');
    await target('b');
    await a.put(false);
    expect((await sit('one')).server).toBe('a');
    expect((await sit('two')).server).toBe('b');
    before.leave();
  });

  it('has nowhere to send anybody when nobody admits', async () => {
    await target('a', false);
    expect(await page('one')).toBe(503);
    await expect(sit('one')).rejects.toThrow('503');
    expect((await fetch(`${balancer.url}/elsewhere`)).status).toBe(404);
  });

  it('leaves a server at once that cannot be reached, and comes back once it can', async () => {
    const a = await target('a');
    await page('one');
    a.stop();
    await target('b');
    expect(await page('one')).toBe('b');
    expect((await admin('GET', '/targets/a')).body.healthy).toBe(false);
  });

  it('keeps people on one board together, even while their server looks unwell', async () => {
    const a = await target('a');
    await sit('one');
    await target('b');
    a.sicken();
    await until(async () => (await admin('GET', '/targets/a')).body.healthy === false);
    expect((await sit('one')).server).toBe('a');
    expect((await sit('two')).server).toBe('b');
  });

  it('lets only the server of a board give it up, and only when another can take it', async () => {
    await target('a');
    await sit('one');
    expect((await admin('DELETE', '/boards/one?server=b')).status).toBe(409);
    expect(await admin('DELETE', '/boards/one?server=a')).toMatchObject({
      status: 409,
      body: { error: 'no other server admits boards' },
    });
    await target('b');
    expect((await admin('DELETE', '/boards/one?server=a')).status).toBe(204);
    expect(await page('one')).toBe('b');
  });

  it('forgets a server that was taken out', async () => {
    await target('a');
    await page('one');
    expect((await admin('DELETE', '/targets/a')).status).toBe(204);
    expect((await admin('DELETE', '/targets/a')).status).toBe(204);
    expect(await page('one')).toBe(503);
  });

  it('knows its servers and boards again after a restart', async () => {
    await target('a');
    const { server } = await sit('one');
    await target('b');
    await balancer.close();
    balancer = await start();
    expect((await admin('GET', '/targets')).body).toHaveLength(2);
    expect((await sit('one')).server).toBe(server);
  });

  it('accepts only targets on this machine', async () => {
    expect(
      (await admin('PUT', '/targets/x', { address: '10.0.0.1:80', admits: true })).status,
    ).toBe(400);
  });

  it('keeps a store beside it that lends only so many connections', async () => {
    const store = (method: string, path: string, connection = '') =>
      fetch(`${balancer.storeUrl}${path}`, {
        method,
        headers: { 'x-connection': connection },
        ...(method === 'PUT' ? { body: '{"strokes":[]}' } : {}),
      });
    expect((await store('PUT', '/boards/one', 'a')).status).toBe(401);
    expect((await store('PUT', '/connections/a')).status).toBe(200);
    expect((await store('PUT', '/connections/b')).status).toBe(200);
    expect((await store('PUT', '/connections/a')).status).toBe(200);
    expect((await store('PUT', '/connections/c')).status).toBe(503);
    await store('DELETE', '/connections/b');
    expect((await store('PUT', '/connections/c')).status).toBe(200);
    expect((await store('GET', '/boards/one', 'a')).status).toBe(404);
    await store('PUT', '/boards/one', 'a');
    expect(await (await store('GET', '/boards/one', 'c')).json()).toEqual({ strokes: [] });
  });
});
