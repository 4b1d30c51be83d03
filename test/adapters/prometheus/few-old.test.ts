import { expect, it } from 'vitest';
import { prometheusMeter } from '../../../src/adapters/prometheus/meter.ts';
import { fairly } from '../../../src/release/health/fairly.ts';
import { judge } from '../../../src/release/health/judge.ts';
import { prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';

type Side = { readonly all: number; readonly failed: number };

/** What becomes of these requests, all of them of the last two minutes. */
async function verdict(mine: Side, old: Side) {
  const answer = (query: string) => {
    if (query.includes('timestamp(')) return noon / 1000;
    const { all, failed } = query.includes('1.42.0') ? mine : old;
    return query.includes('5..') ? failed : all;
  };
  const meter = prometheusMeter({
    url: 'http://prometheus.example.com',
    authorization: null,
    now: () => noon,
    queries: [],
    requests: {
      label: 'version',
      where: null,
      window: '120s',
      counter: 'http_requests_total',
      errors: 'code=~"5.."',
      limit: { kind: 'worse-by', share: 1, floor: 0.05 },
      fairness: { windowMs: 120_000, least: 0, warmUpMs: 0 },
    },
    fetch: async (_, init) => {
      const query =
        new URLSearchParams(typeof init?.body === 'string' ? init.body : '').get('query') ?? '';
      const result = [{ metric: {}, value: [noon / 1000, String(answer(query))] }];
      return Response.json({ status: 'success', data: { resultType: 'vector', result } });
    },
  });
  const readings = await meter.read({
    service: 'board',
    version: '1.42.0',
    oldVersion: '1.41.0',
    since: noon - 3_600_000,
    until: noon,
    users: 5_000,
    oldUsers: 3,
    exposure: null,
    known: [],
  });
  return judge(fairly(prerelease({ kind: 'soaking', since: noon }), readings, noon)).kind;
}

it.each([
  [10_000, 10_000, 10],
  [10_000, 5_000, 20],
  [1_000, 300, 30],
  [10, 10, 10],
  [1_000_000, 100_000, 1],
])('of %d requests %d failed beside %d good ones of the old servers', async (all, failed, old) => {
  expect(await verdict({ all, failed }, { all: old, failed: 0 })).toBe('unhealthy');
});

it.each([
  [10_000, 300, 10],
  [18, 1, 1_200],
  [20, 2, 20],
])('of %d requests %d failed, which is chance beside %d good ones', async (all, failed, old) => {
  expect(await verdict({ all, failed }, { all: old, failed: 0 })).toBe('healthy');
});

it('calls two requests that both failed beside two good ones neither bad nor well', async () => {
  expect(await verdict({ all: 2, failed: 2 }, { all: 2, failed: 0 })).toBe('undecided');
});
