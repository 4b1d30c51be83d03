import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { setUp } from '../../src/setup/set-up.ts';

const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
const group = (name: string) => `${arn}:targetgroup/${name}/73e2d6bc24d8a067`;
const slackAnswers = ['https://davy.acme.example', 'xoxb-davy', 'a-signing-secret'];
const serviceAnswers = ['', 'board', 'C0RELEASES', '', 'S0WHITE', 'S0ONCALL', ''];
const placeAnswers = [
  '',
  'eu-west-1',
  'lt-0123456789abcdef0',
  '7',
  'subnet-0123456789abcdef0',
  'Role=board',
  '',
  `${arn}:listener-rule/app/team/50dc6c495c0c9188/f2f7dc8efc522ab2/0a`,
  ...['blue', 'green', 'red', 'waiting'].map(group),
];
const counted = ['', 'no', '', 'board_requests_total', '', ''];
const watched = [...counted, '', '', ''];

/** Somebody who answers from a list in a workspace that knows one token. */
async function answering(answers: readonly string[]) {
  const left = [...answers];
  const files = new Map<string, string>();
  let said = '';
  const isDone = await setUp({
    say: (text) => void (said += text),
    ask: async () => {
      const next = left.shift();
      if (next === undefined) throw new Error('nobody answers any more');
      return next;
    },
    manifest: '',
    secret: () => 'made',
    told: { SLACK_TEAM_ID: 'T0ACME' },
    workspace: (token) => ({
      read: async () => {
        if (token !== 'xoxb-davy') throw new Error('auth.test: invalid_auth');
        return { team: 'Acme', channels: null, groups: [] };
      },
      post: async () => undefined,
    }),
    write: (file, text) => {
      files.set(file, text);
      return true;
    },
  });
  expect(left).toEqual([]);
  const yml = files.get('davy.yml') ?? '';
  return { isDone, said, yml, env: files.get('davy.env') ?? '' };
}

describe('set-up of a service on EC2', () => {
  it.each([
    ['', { moves: 'traffic' }, ['', '']],
    ['yes', { moves: 'users', drain: { url: 'http://{id}/go' } }, ['', '', 'http://{id}/go']],
  ])('ends in a davy.yml that Davy reads (users stay: "%s")', async (stay, fleet, moved) => {
    const asked = [...slackAnswers, ...serviceAnswers, ...placeAnswers, stay, ...moved];
    const { isDone, said, yml, env } = await answering([...asked, ...watched]);
    expect(isDone).toBe(true);
    const filledIn = {
      SLACK_BOT_TOKEN: 'xoxb-x',
      SLACK_SIGNING_SECRET: 'x',
      PROMETHEUS_URL: 'http://p',
    };
    expect(loadConfig(filledIn, () => yml)).toMatchObject({
      kind: 'loaded',
      config: {
        services: {
          board: {
            fleet: { kind: 'ec2', ...fleet },
            prerelease: { soak: 14_400_000, users: 1 },
            watch: { requests: { counter: 'board_requests_total', errors: 'code=~"5.."' } },
          },
        },
      },
    });
    expect(env).toContain('PROMETHEUS_URL=\n');
    expect(env).toContain('SLACK_TEAM_ID=T0ACME\n');
    // Neither Sentry nor Prometheus is no answer: Davy would not start.
    expect(said).toContain('Without Sentry');
    for (const words of ['ami-', 'deploy/aws/policy.json', 'Retry', 'version that is live'])
      expect(said).toContain(words);
  });

  it.each([
    [['pagerduty'], { kind: 'pagerduty', routing_key: 'k' }, 'PAGERDUTY_BOARD_KEY'],
    [['opsgenie'], { kind: 'opsgenie', key: 'k' }, 'OPSGENIE_BOARD_KEY'],
    [
      ['webhook', 'pages', 'https://alerts.acme.example'],
      { kind: 'webhook', url: 'https://alerts.acme.example', secret: 'k' },
      'PAGER_BOARD_KEY',
    ],
  ])('asks for soak, users, who is called (%s) and tickets', async (called, pager, variable) => {
    const before = serviceAnswers.with(6, 'https://git.acme.example/board.git');
    const soak = ['four hours', '90m', 'many', '500'];
    const asked = [...slackAnswers, ...before, ...placeAnswers, '', '', '', ...counted, ...soak];
    const { isDone, said, yml, env } = await answering([...asked, ...called, 'brd', 'BRD', 'Live']);
    expect([isDone, said]).toEqual([true, expect.stringContaining('Write it like 4h or 90m')]);
    for (const name of [variable, 'JIRA_URL', 'JIRA_TOKEN']) expect(env).toContain(`${name}=\n`);
    const filledIn = {
      SLACK_BOT_TOKEN: 'xoxb-x',
      SLACK_SIGNING_SECRET: 'x',
      PROMETHEUS_URL: 'http://p',
      JIRA_URL: 'https://acme.atlassian.net',
      JIRA_TOKEN: 't',
    };
    expect(loadConfig(filledIn, () => yml)).toMatchObject({
      kind: 'faulty',
    });
    expect(loadConfig({ ...filledIn, [variable]: 'k' }, () => yml)).toMatchObject({
      kind: 'loaded',
      config: {
        services: {
          board: {
            prerelease: { soak: 5_400_000, users: 500 },
            pager,
            teams: { board: { jira: ['BRD'] } },
            jira: { done: 'Live' },
          },
        },
      },
    });
  });

  it('asks again for a token that Slack does not take', async () => {
    const [address = '', ...more] = slackAnswers;
    const rest = [...more, ...serviceAnswers, ...placeAnswers, '', '', '', ...watched];
    const { isDone, said } = await answering([address, 'xoxb-old', ...rest]);
    expect(isDone).toBe(true);
    expect(said).toContain('Slack does not take this token');
  });

  it('keeps the answers where one of them will not do, and says which', async () => {
    const twice = placeAnswers.with(placeAnswers.length - 1, group('blue'));
    const asked = [...slackAnswers, ...serviceAnswers, ...twice, '', '', ''];
    const { isDone, said, yml } = await answering([...asked, ...watched]);
    expect(isDone).toBe(false);
    expect(yml).toContain('lt-0123456789abcdef0');
    expect(said).toMatch(/Mend this line first: davy\.yml:\d+:\d+ {2}services\.board\.fleet/);
  });
});
