import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type HttpJob, httpPlace } from '../../../src/adapters/http-jobs/jobs.ts';
import { pointed } from '../../../src/adapters/http-jobs/pointer.ts';
import { calledJobs } from '../../../src/adapters/jobs/called-jobs.ts';
import type { Jobs } from '../../../src/ports/jobs.ts';
import { memoryLedger } from '../../../src/adapters/memory-ledger/open.ts';
import { refused } from '../../contracts/contract.ts';
import { tasksJob, tasksSearch } from '../../support/http-jobs-world.ts';

type Call = { readonly method: string; readonly url: string; readonly key: string | null };
type Say = (call: Call, init: RequestInit) => Promise<Response> | Response;

const place = { id: 'run_1.1.1', job: 'work', on: null };
const order = {
  ...place,
  service: 'board',
  under: 'board.runs',
  turn: 7,
  fence: 1,
  words: { version: '1.42.0', by: '../../U0ANA?x=1' },
};

/** A place that says what the test says, with a clock that the test sets. */
function jobsWith(say: Say, change: Partial<HttpJob> = {}) {
  const calls: Call[] = [];
  const time = { now: 1_000_000 };
  const notes = memoryLedger({ realTime: Date.now, sleep: (ms) => sleep(ms) });
  const job = { ...tasksJob, url: 'http://place.example.com/api/', ...change };
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { method = 'GET' } = init;
    const key = new Headers(init.headers).get('idempotency-key');
    const call = { method, url: input instanceof Request ? input.url : String(input), key };
    calls.push(call);
    return say(call, init);
  };
  const hide = (text: string) => text;
  const made = { place: httpPlace(job), notes, now: () => time.now, hide, fetch };
  const replica = (): Jobs => calledJobs(made);
  const posts = () => calls.filter(({ method }) => method === 'POST').length;
  return { jobs: replica(), other: replica(), time, calls, posts };
}

const lost: Say = () => Promise.reject(new TypeError('fetch failed'));
const search = { ...tasksSearch, visibleMs: 60_000 };
const empty: Say = ({ method }, init) =>
  method === 'POST' ? lost({ method, url: '', key: null }, init) : Response.json({ tasks: [] });

describe('jobs behind HTTP', () => {
  it('are ordered with the id as key; no word leads an address astray', async () => {
    const { jobs, calls } = jobsWith(() => Response.json({ taskId: 7 }, { status: 201 }), {
      begin: { path: '/tasks/{by}?for={by}', body: null, run: '/taskId' },
    });
    expect(await jobs.begin(order)).toEqual({ kind: 'begun' });
    const by = '..%2F..%2FU0ANA%3Fx%3D1';
    const url = `http://place.example.com/api/tasks/${by}?for=${by}`;
    expect(calls).toEqual([{ method: 'POST', url, key: 'run_1.1.1' }]);
  });

  it('are never sent again where nothing can be known after a lost answer', async () => {
    const { jobs, other, time, posts } = jobsWith(lost);
    expect((await refused(jobs.begin(order))).unknown).toBe(true);
    const soon = await refused(other.look(place));
    expect(String(soon.cause)).toContain('it is not sent again');
    time.now += 3_600_000;
    await refused(other.begin(order));
    expect(await other.look(place)).toMatchObject({ state: 'lost' });
    expect(posts()).toBe(1);
  });

  it('are sent again only when what began would be shown, and say so before', async () => {
    const { jobs, other, time, posts } = jobsWith(empty, { search });
    await refused(jobs.begin(order));
    time.now += 59_000;
    for (const call of [other.begin(order), other.look(place)])
      expect(String((await refused(call)).cause)).toMatch(/within 1 s.*nothing is sent again/);
    expect(posts()).toBe(1);
    time.now += 1_000;
    expect(await other.look(place)).toEqual({ state: 'none' });
    await refused(other.begin(order));
    expect(posts()).toBe(2);
    // The second call is waited for as the first was.
    await refused(jobs.begin(order));
    expect(posts()).toBe(2);
  });

  it('that were stopped while nobody knew are never sent again', async () => {
    const { jobs, other, time, posts } = jobsWith(empty, { search });
    await refused(jobs.begin(order));
    await other.stop(place);
    expect(await jobs.begin(order)).toEqual({ kind: 'superseded' });
    time.now += 60_000;
    expect(await other.look(place)).toMatchObject({ state: 'ended', code: null, how: 'stopped' });
    expect(await jobs.begin(order)).toEqual({ kind: 'superseded' });
    expect(posts()).toBe(1);
  });

  it.each([
    [401, 'token-refused'],
    [403, 'token-refused'],
    [400, 'not-accepted'],
    [404, 'not-accepted'],
  ] as const)('did not begin where the place says %d', async (status, why) => {
    const { jobs } = jobsWith(() => new Response('no such\n\ntask', { status }));
    const detail = `HTTP ${status} no such task`;
    expect(await jobs.begin(order)).toEqual({ kind: 'refused', why, detail });
    expect(await jobs.look(place)).toEqual({ state: 'none' });
  });

  it.each([409, 408, 500, 503])('may have begun where the place says %d', async (status) => {
    const { jobs, time } = jobsWith(() => new Response('busy', { status }));
    expect((await refused(jobs.begin(order))).unknown).toBe(true);
    time.now += 60_000;
    expect(await jobs.look(place)).toMatchObject({ state: 'lost' });
  });

  it.each([
    ['is too busy', () => new Response('slow down', { status: 429 })],
    [
      'is not there',
      () =>
        Promise.reject(
          new TypeError('fetch failed', {
            cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
          }),
        ),
    ],
  ] as const)('began nothing where the place %s, and may be sent again at once', async (_, no) => {
    const { jobs, posts } = jobsWith((call, init) => (posts() === 1 ? no() : empty(call, init)));
    await refused(jobs.begin(order));
    expect(await jobs.look(place)).toEqual({ state: 'none' });
    await refused(jobs.begin(order));
    expect(posts()).toBe(2);
  });

  it('say that they cannot be stopped, and how they end by themselves', async () => {
    let status = 'inProgress';
    const { jobs, calls } = jobsWith(() => Response.json({ taskId: 'a', status, log: 'half' }), {
      stop: null,
    });
    await jobs.begin(order);
    await jobs.stop(place);
    const running = await jobs.look(place);
    expect(running).toMatchObject({ state: 'running' });
    expect('output' in running && running.output).toMatch(/^half\nDavy cannot stop it/);
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'GET']);
    status = 'completed';
    expect(await jobs.look(place)).toMatchObject({ state: 'ended', code: 0, how: 'exit' });
  });

  it('take a word that nobody named for running, and no word for no answer', async () => {
    let status: string | undefined = 'waiting';
    const { jobs } = jobsWith(() => Response.json({ taskId: 'a', status }));
    await jobs.begin(order);
    expect(await jobs.look(place)).toMatchObject({ state: 'running' });
    status = undefined;
    expect(String((await refused(jobs.look(place))).cause)).toContain('/status');
  });

  it('are asked for what keeps them from running, without beginning anything', async () => {
    const asked = async (status: number) => {
      const found = httpPlace({ ...tasksJob, url: 'http://place.example.com' });
      return found.check(async () => new Response('', { status }));
    };
    expect(await asked(404)).toBeNull();
    expect(await asked(401)).toEqual({ why: 'token-refused', detail: 'HTTP 401' });
    await expect(asked(503)).rejects.toThrow('http failed while asking');
  });
});

describe('a JSON pointer', () => {
  const value = { a: [{ 'b/c': 1 }, { '~': 2 }], '': 3 };
  it.each([
    ['', value],
    ['/a/0/b~1c', 1],
    ['/a/1/~0', 2],
    ['/', 3],
    ['/a/01', undefined],
    ['/a/length', undefined],
    ['/toString', undefined],
    ['/a/0/b/c', undefined],
  ])('%j finds its place', (pointer, found) => {
    expect(pointed(value, pointer)).toEqual(found);
  });
});
