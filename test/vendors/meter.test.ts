import { expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import { readDavyYml } from '../../src/config/read.ts';
import { fairly } from '../../src/release/health/fairly.ts';
import { judge } from '../../src/release/health/judge.ts';
import { meterOf } from '../../src/vendors/meter.ts';
import { prerelease } from '../support/a-release.ts';
import { exampleWith } from '../support/example.ts';
import { noon } from '../support/noon.ts';

/** What is read of the service where every query shows 100. */
async function readingsOf(text: string, asks: (query: string) => void = () => undefined) {
  const read = readDavyYml(text, { PAGERDUTY_BOARD_KEY: 'a-routing-key' });
  const board = 'config' in read ? read.config.services['board'] : undefined;
  if (!board) throw new Error('the example is readable');
  const said = readEnvironment({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    PROMETHEUS_URL: 'http://prometheus.example.com',
  });
  if (!('environment' in said)) throw new Error('the environment is readable');
  const meter = meterOf(board, {
    environment: said.environment,
    realNow: () => noon,
    fetch: async (_, init) => {
      const asked =
        new URLSearchParams(typeof init?.body === 'string' ? init.body : '').get('query') ?? '';
      asks(asked);
      const value = asked.includes('timestamp(') ? noon / 1000 : 100;
      const result = [{ metric: {}, value: [noon / 1000, String(value)] }];
      return Response.json({ status: 'success', data: { resultType: 'vector', result } });
    },
  });
  return meter.read({
    service: 'board',
    version: '1.42.0',
    oldVersion: '1.41.0',
    since: noon - 60_000,
    until: noon,
    users: 100,
    oldUsers: 900,
    exposure: null,
    known: [],
  });
}

/** What a query that shows 100 comes to half a minute after its users came. */
async function verdict(query: string, unit: string) {
  const entry = { name: 'by hand', query, unit, max: 1 };
  const readings = await readingsOf(exampleWith(['watch', 'prometheus'], [entry]));
  const soaking = prerelease({ kind: 'soaking', since: noon - 30_000 });
  const byHand = readings.filter(({ signal }) => signal === 'by hand');
  return judge(fairly(soaking, byHand, noon)).kind;
}

const counted = (more: string) =>
  `sum(rate(http_request_duration_seconds_count{version="{version}"${more}}[2m]))`;

it('excuses no failure as slowness because a histogram of durations counts it', async () => {
  const share = `100 * ${counted(',code=~"5.."')} / ${counted('')}`;
  expect(await verdict(share, '%')).toBe('unhealthy');
});

it('excuses what is slow while its servers are cold', async () => {
  const buckets = 'sum by (le) (rate(http_seconds_bucket{version="{version}"}[2m]))';
  expect(await verdict(`histogram_quantile(0.95, ${buckets})`, '')).toBe('undecided');
  const sum = 'sum(rate(http_request_duration_seconds_sum{version="{version}"}[2m]))';
  expect(await verdict(`${sum} / ${counted('')}`, 's')).toBe('undecided');
});

it('fills the service in wherever errors are told by it', async () => {
  const errors = 'app="{service}",code=~"5.."';
  const asked: string[] = [];
  await readingsOf(exampleWith(['watch', 'requests', 'errors'], errors), (one) => asked.push(one));
  const failing = asked.filter((one) => one.includes('code=~'));
  expect(failing).not.toEqual([]);
  expect(failing.filter((one) => !one.includes('app="board"'))).toEqual([]);
});
