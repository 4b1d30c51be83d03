import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBalancer } from '../../../playground/balancer/start.ts';

const waits = { timeout: 20_000 };
let dataDir: string;
let balancer: Awaited<ReturnType<typeof startBalancer>>;
let closing: (() => unknown)[];
const start = () =>
  startBalancer({ dataDir, port: 0, adminPort: 0, storePort: 0, connectionsMax: 2 });
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weights-'));
  balancer = await start();
  closing = [];
});
afterEach(async () => {
  for (const close of closing) close();
  await balancer.close();
  await rm(dataDir, { recursive: true, force: true });
});

const admin = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${balancer.adminUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};
const weigh = async (weights: Readonly<Record<string, number>>) =>
  (await admin('PUT', '/weights', weights)).status;
const page = async () => {
  const response = await fetch(`${balancer.url}/portal`);
  return response.ok ? response.text() : String(response.status);
};
const pages = async (count: number) => {
  const said: Record<string, number> = {};
  for (let i = 0; i < count; i += 1) {
    const who = await page();
    said[who] = (said[who] ?? 0) + 1;
  }
  return said;
};

/** A server that says its name to whoever asks, while it is well. */
async function target(id: string, admits = true) {
  let looks: 'well' | 'unwell' | 'slow' | 'torn' = 'well';
  let slow = 0;
  const server = createServer((request, response) => {
    const isCheck = request.url === '/healthz';
    if (looks === 'slow' && isCheck) slow += 1;
    else if (looks === 'unwell' && isCheck) response.writeHead(503).end();
    else if (looks === 'torn' && !isCheck)
      response.writeHead(200, { 'content-length': 99 }).write(id, () => request.socket.destroy());
    else response.end(id);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  closing.push(stop);
  const { port } = server.address() as { port: number };
  const put = (open: boolean) =>
    admin('PUT', `/targets/${id}`, { address: `127.0.0.1:${port}`, admits: open });
  await put(admits);
  const look = (next: typeof looks) => void (looks = next);
  return { stop, put, look, asked: () => slow };
}

describe('a balancer that follows weights', () => {
  it('sends each its part, counts it at the door, and shows the weights', async () => {
    await target('a');
    await target('b');
    expect(await weigh({ a: 9_000, b: 1_000 })).toBe(200);
    expect(await pages(50)).toEqual({ a: 45, b: 5 });
    expect(await weigh({ a: 2_500, b: 7_500 })).toBe(200);
    expect(await pages(20)).toEqual({ a: 5, b: 15 });
    expect((await admin('GET', '/_control/traffic')).body).toMatchObject([
      { weights: { a: 9_000, b: 1_000 }, requests: { a: 45, b: 5 }, failed: 0 },
      { weights: { a: 2_500, b: 7_500 }, requests: { a: 5, b: 15 }, failed: 0 },
    ]);
    expect((await admin('GET', '/targets/b')).body).toMatchObject({ weight: 7_500, lately: 20 });
  });

  it('refuses a split that is no whole, a stranger, and whoever is shut; all stays', async () => {
    await target('a');
    await target('b', false);
    await weigh({ a: 10_000 });
    expect(await weigh({ a: 9_000 })).toBe(400);
    expect(await weigh({ a: 11_000, b: -1_000 })).toBe(400);
    expect(await weigh({ a: 5_000.5, b: 4_999.5 })).toBe(400);
    expect(await weigh({ a: 5_000, z: 5_000 })).toBe(404);
    expect(await weigh({ a: 5_000, b: 5_000 })).toBe(409);
    expect(await pages(4)).toEqual({ a: 4 });
  });

  it('gives what was shut and is open again nothing before somebody says so', async () => {
    await target('a');
    const b = await target('b');
    await weigh({ a: 5_000, b: 5_000 });
    await b.put(false);
    await b.put(true);
    expect(await pages(4)).toEqual({ a: 4 });
    expect(await weigh({ a: 5_000, b: 5_000 })).toBe(200);
    expect(await pages(4)).toEqual({ a: 2, b: 2 });
  });

  it('sends a page to another server when one cannot be reached', async () => {
    await target('a');
    const b = await target('b');
    await weigh({ a: 5_000, b: 5_000 });
    b.stop();
    expect(await pages(6)).toEqual({ a: 6 });
    expect((await admin('GET', '/_control/traffic')).body).toMatchObject([
      { requests: { a: 6, b: 0 }, failed: 0 },
    ]);
  });

  it('says that nobody serves, and counts it, once nobody can', async () => {
    const a = await target('a');
    expect((await fetch(`${balancer.url}/portal`)).status).toBe(404);
    await weigh({ a: 10_000 });
    a.stop();
    expect(await page()).toBe('503');
    expect((await admin('GET', '/_control/traffic')).body).toMatchObject([{ failed: 1 }]);
  });

  it('sends pages to those that look unwell where nobody looks well', async () => {
    const a = await target('a');
    await weigh({ a: 10_000 });
    a.look('unwell');
    await vi.waitFor(async () => {
      expect((await admin('GET', '/targets/a')).body).toMatchObject({ healthy: false });
    }, waits);
    expect(await pages(2)).toEqual({ a: 2 });
    await target('b');
    await weigh({ a: 5_000, b: 5_000 });
    expect(await pages(2)).toEqual({ b: 2 });
  });

  it('asks a target how it is one question at a time', async () => {
    const a = await target('a');
    a.look('slow');
    await vi.waitFor(() => expect(a.asked()).toBe(1), waits);
    // Checks come twice a second; none is asked beside the one that waits.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(a.asked()).toBe(1);
    expect((await admin('GET', '/targets/a')).body).toMatchObject({ healthy: true });
  });

  it('ends a page that its server cut short, and counts it', async () => {
    const a = await target('a');
    await weigh({ a: 10_000 });
    a.look('torn');
    await expect(page()).rejects.toThrow('terminated');
    expect((await admin('GET', '/_control/traffic')).body).toMatchObject([{ failed: 1 }]);
  });

  it('knows its weights again after a restart', async () => {
    await target('a');
    await target('b');
    await weigh({ a: 7_500, b: 2_500 });
    await balancer.close();
    balancer = await start();
    expect(await pages(8)).toEqual({ a: 6, b: 2 });
  });
});
