import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runningSample } from '../../support/running-sample.ts';
import { until } from '../../support/until.ts';

let dataDir: string;
type Sample = Awaited<ReturnType<typeof runningSample>>;
let sample: Sample;
const start = () => runningSample(dataDir);
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sample-'));
  sample = await start();
});
afterEach(async () => {
  await sample.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const get = async (url: string) => JSON.parse(await (await fetch(url)).text());
const serverIds = async ({ hostUrl }: Sample) =>
  (await get(`${hostUrl}/servers?service=board`)).map(({ id }: { id: string }) => id).sort();
const pids = ({ processes }: Sample) => Object.values(processes).map(({ pid }) => pid);

describe('the processes of the playground', () => {
  it('serve users from the start, and are found alive by the next playground', async () => {
    await until(async () => (await get(`${sample.usersUrl}/summary`)).sent > 20);
    const servers = await serverIds(sample);
    const next = await start();
    expect(pids(next)).toEqual(pids(sample));
    expect(Object.values(next.processes).every(({ adopted }) => adopted)).toBe(true);
    expect(await serverIds(next)).toEqual(servers);
    expect(servers).toHaveLength(2);
    expect(await get(`${sample.usersUrl}/summary`)).toMatchObject({
      failedRequests: 0,
      lostStrokes: 0,
    });
  });

  it('go on without the host, and a new host finds the servers', async () => {
    await until(async () => (await get(`${sample.usersUrl}/summary`)).sent > 10);
    const servers = await serverIds(sample);
    process.kill(sample.processes.host.pid, 'SIGKILL');
    const { sent } = await get(`${sample.usersUrl}/summary`);
    await until(async () => (await get(`${sample.usersUrl}/summary`)).sent > sent + 10);
    sample = await start();
    expect(sample.processes.host.adopted).toBe(false);
    expect(sample.processes.users.adopted).toBe(true);
    expect(await serverIds(sample)).toEqual(servers);
    const journal: { kind: string }[] = await get(`${sample.hostUrl}/_control/journal`);
    expect(journal.filter(({ kind }) => kind === 'launched')).toHaveLength(2);
    expect(journal.filter(({ kind }) => kind === 'rebooted')).toHaveLength(0);
    expect(await get(`${sample.usersUrl}/summary`)).toMatchObject({
      failedRequests: 0,
      lostStrokes: 0,
    });
  });

  it('leave nothing running when they are stopped', async () => {
    const { hostUrl, balancerUrl, usersUrl } = sample;
    await sample.stop();
    for (const url of [hostUrl, balancerUrl, usersUrl])
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    expect(pids(sample).filter(isAlive)).toEqual([]);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
