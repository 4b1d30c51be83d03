import { expect, it } from 'vitest';
import { lookAtCounts } from '../../src/doctor/counts.ts';
import { findingLine } from '../../src/doctor/finding.ts';
import type { Meter } from '../../src/ports/meter.ts';
import { usualJudgeOptions } from '../../src/release/state/judge-options.ts';
import { worded } from '../../src/release/state/worded.ts';
import type { CountersRead } from '../../src/release/verdict/growth.ts';

const options = { ...usualJudgeOptions, required: ['errors'] } as const;
const nobody: CountersRead = { counters: [], silent: [], started: [], memory: [] };
const server = (name: string, bad: number | null, all: number | null) =>
  ({ signal: 'errors', side: 'new', server: name, bad, all }) as const;
const begun = [{ side: 'new', server: 'a', value: 1 }] as const;

/** A day of old servers with so many requests in ten minutes, of which 1 % fail. */
const day = (all: number) =>
  Array.from({ length: 288 }, (_, at) => ({
    signal: 'errors',
    block: Math.floor(at / 2),
    server: `s${at % 2}`,
    bad: all / 100,
    all,
  }));

async function looked(meter: Partial<Meter>, decides = true): Promise<readonly string[]> {
  const found = await lookAtCounts(
    'board',
    { history: async () => [], count: async () => null, ...meter },
    { options, servers: 1, decides },
    {
      service: 'board',
      version: '1.41.0',
      oldVersion: '1.41.0',
      since: 0,
      until: 1,
      users: 1,
      oldUsers: 1,
      exposure: null,
      known: [],
    },
  );
  return found.map(findingLine);
}

it('tells what counters stand at, and how long a soak takes at this traffic', async () => {
  const counters = [server('a', 3, 500), server('b', 4, 700)];
  const count = async () => ({ ...nobody, counters, started: begun });
  expect(await looked({ count, history: async () => day(2_000) })).toEqual([
    '✓ board: failed requests of 1.41.0, which is live: 7 of 1,200 on 2 servers',
    expect.stringMatching(
      /^✓ board: .* a build on 1 server is proven .*: failed requests \d.*; it is watched for 4 h/,
    ),
  ]);
  const [, rare] = await looked({ count, history: async () => day(10) });
  expect(rare).toMatch(/^✓ note: .*failed requests .*longest soak is 6 h, then a person is asked/);
  const [, unknown] = await looked({ count });
  expect(unknown).toMatch(/^✓ note: .*nothing is kept of the day before/);
});

it('has something to mend where a counter is silent or a server is not read', async () => {
  const because = { errors: worded('no series'), latency: worded('no series') };
  const silent = { ...nobody, silent: ['errors', 'latency'], because };
  const [line, ...others] = await looked({ count: async () => silent });
  expect(line).toMatch(/^✗ board: failed requests and slow requests of 1.41.0, .*: no series\n/);
  expect(line).toContain('Look at watch of board in davy.yml');
  expect(others).toEqual([]);
  const counters = [server('a', null, null), server('b', 4, 700)];
  const unread = await looked({ count: async () => ({ ...nobody, counters }) });
  expect(unread[0]).toMatch(/^✗ .*1 of 2 servers were not read within a minute/);
  const away = async () => Promise.reject(new Error('nobody is there'));
  expect((await looked({ count: away }))[0]).toContain('✗ board: Prometheus does not answer');
});

it('says the same aside where limits judge', async () => {
  const silent = { ...nobody, silent: ['errors'], because: { errors: worded('no series') } };
  expect(await looked({ count: async () => silent }, false)).toEqual([
    expect.stringMatching(/^✓ note: board: failed requests of .*: no series\. Limits judge here/),
  ]);
  expect(await looked({}, false)).toEqual([]);
});
