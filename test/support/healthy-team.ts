import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { startJira } from '../../playground/jira/start.ts';
import { startPagerDuty } from '../../playground/pagerduty/start.ts';
import { startPrometheus } from '../../playground/prometheus/start.ts';
import { startSentry } from '../../playground/sentry/start.ts';
import { playgroundWorkspace } from '../../playground/slack/workspace.ts';
import { loadConfig } from '../../src/config/load.ts';
import { examine, type DoctorMeans } from '../../src/doctor/examine.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { neededScopes, optionalScopes } from '../../src/doctor/slack.ts';
import { fleetCheckupOf } from '../../src/vendors/fleet.ts';
import { aSlack } from '../playground/slack/a-slack.ts';
import { template } from '../playground/aws/an-aws.ts';
import { aRepository } from './a-repository.ts';
import { ec2Place, groups, images, rule, waiting } from './ec2-place.ts';
import { sendSessions } from './sentry-events.ts';

const live = '1.41.0';
/** Whose keys Davy calls AWS with: they may do what the shipped policy says, and nothing else. */
const keyId = 'AKIADAVY';
const secret = 'secret-of-davy';

/** The words of the shipped policy, filled in for the board. */
const words: Readonly<Record<string, string>> = {
  REGION: 'eu-west-1',
  ACCOUNT: '123456789012',
  LINE: 'board',
  TEMPLATE: template,
  SERVER_ROLE: 'board-server',
  SELECT_KEY: 'Role',
  SELECT_VALUE: 'board',
  RULE_ARN: rule,
  GROUP_ARN_1: groups[0] ?? '',
  GROUP_ARN_2: groups[1] ?? '',
  GROUP_ARN_3: groups[2] ?? '',
  WAITING_ARN: waiting,
};

/** The policy that this project ships, for this account. */
export const shippedPolicy = readFileSync('deploy/aws/policy.json', 'utf8').replaceAll(
  /\b[A-Z]+(?:_[A-Z0-9]+)*\b/g,
  (word) => words[word] ?? word,
);

/** What is different from a team with whom all is well. */
export type Plant = {
  /** Text of davy.yml, and what stands there instead. */
  readonly yml?: readonly (readonly [string, string])[];
  readonly env?: Readonly<Record<string, string>>;
  readonly means?: Partial<DoctorMeans>;
};

/**
 * Everything a release needs, as it should be: a board on EC2, its Slack, Sentry, Prometheus, Jira,
 * PagerDuty and repository. One of them serves all tests of a file.
 */
export async function healthyTeam() {
  const folder = await mkdtemp(join(tmpdir(), 'davy-doctor-'));
  const [slack, sentry, prometheus, jira, pagerduty, place] = await Promise.all([
    aSlack({
      workspace: workspace(),
      scopes: [...neededScopes, ...optionalScopes.flatMap(({ scopes }) => scopes)],
      appToken: 'xapp-1-davy',
    }),
    startSentry({ port: 0, tokens: ['sentry-token'] }),
    startPrometheus({ port: 0, scrapeIntervalMs: 3_600_000 }),
    startJira({
      port: 0,
      email: 'd@example.com',
      token: 'jira-token',
      projects: [{ key: 'BRD', name: 'Board' }],
    }),
    startPagerDuty({ port: 0 }),
    ec2Place(),
  ]);
  const repository = aRepository(join(folder, 'board'));
  repository.commit('Begin', { 'server/board/main.ts': '1' });
  repository.git(['tag', `v${live}`]);
  await sendSessions(sentry.dsns['board'] ?? '', `board@${live}`);
  await post(`${jira.url}/_control/issues`, [{ key: 'BRD-1', summary: 'Draw', type: 'Task' }]);
  vi.stubEnv('AWS_ENDPOINT_URL', place.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', keyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
  const allow = (policy: string) =>
    place.control('things', {
      users: [{ name: 'davy', keyId, secret, policies: [JSON.parse(policy)] }],
    });
  await allow(shippedPolicy);
  await place.control('things', {
    templates: [
      {
        id: template,
        name: 'board',
        versions: [
          {
            type: 'c6i.large',
            profile: 'arn:aws:iam::123456789012:instance-profile/board-server',
          },
        ],
      },
    ],
  });
  const servers = await place.start({ Role: 'board' }, images.old, 2);
  await place.register(groups[0] ?? '', servers);
  const addresses = place.instances().map(({ privateIp }) => privateIp);
  await post(`${prometheus.url}/_control/samples`, { exposition: samples(addresses) });
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-davy',
    SLACK_SIGNING_SECRET: 'a-signing-secret',
    SLACK_APP_TOKEN: 'xapp-1-davy',
    SLACK_API_URL: slack.apiUrl,
    SENTRY_URL: sentry.url,
    SENTRY_AUTH_TOKEN: 'sentry-token',
    PROMETHEUS_URL: prometheus.url,
    PAGERDUTY_EVENTS_URL: pagerduty.url,
    PAGERDUTY_BOARD_KEY: 'a'.repeat(32),
    JIRA_URL: jira.url,
    JIRA_EMAIL: 'd@example.com',
    JIRA_TOKEN: 'jira-token',
    BUILDS_SECRET: 'a-secret-of-ci',
    DAVY_DATA: join(folder, 'data'),
  };
  /** Davy's configuration, with this planted. */
  function configured({ yml = [], env: more = {} }: Plant) {
    const text = yml.reduce((all, [from, to]) => {
      if (!all.includes(from)) throw new Error(`${from} does not stand in davy.yml`);
      return all.replace(from, to);
    }, davyYml(repository.folder));
    const loaded = loadConfig({ ...env, ...more }, () => text);
    if (loaded.kind === 'faulty') throw new Error(loaded.faults.join('\n'));
    return loaded;
  }
  /** What the doctor finds with this planted. */
  async function findings(plant: Plant): Promise<readonly Finding[]> {
    return examine(configured(plant), {
      fetch: reaching(addresses),
      now: Date.now,
      room: async () => ({ free: 50 * 1024 ** 3, isWritable: true }),
      ...plant.means,
    });
  }
  /** The same of the fleet alone. */
  async function checkup() {
    const { config, environment } = configured({});
    const { board } = config.services;
    const means = { environment, fetch: reaching(addresses), realNow: Date.now };
    const look = board && fleetCheckupOf(board, means, { line: 'board', budgets: new Map() });
    if (!look) throw new Error('there is no board');
    return look({ counts: true });
  }
  return {
    slack,
    place,
    servers,
    addresses,
    pagerduty,
    allow,
    findings,
    checkup,
    async close() {
      vi.unstubAllEnvs();
      const all = [slack, sentry, prometheus, jira, pagerduty, place];
      await Promise.all(all.map((one) => one.close()));
      await rm(folder, { recursive: true });
    },
  };
}

/** A team with whom all is well. */
export type HealthyTeam = Awaited<ReturnType<typeof healthyTeam>>;

/** Servers answer at their private addresses, as they would in their network. */
export function reaching(addresses: readonly string[]): typeof fetch {
  return async (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input);
    if (addresses.includes(hostname)) return new Response(null, { status: 405 });
    if (hostname.startsWith('10.')) throw new TypeError('fetch failed');
    return fetch(input, init);
  };
}

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
}

/** People and channels that are there, and those that faults are made of. */
function workspace() {
  const { people, groups: all, channels, ...rest } = playgroundWorkspace();
  const [some] = people;
  if (!some) throw new Error('nobody is there');
  const bot = rest.bot.user;
  const group = (id: string, users: string[]) => ({
    id,
    handle: id.toLowerCase(),
    name: id,
    users,
  });
  return {
    ...rest,
    people: [
      ...people,
      { ...some, id: 'U0LEFT', name: 'left', deactivated: true },
      { ...some, id: 'U0ROBOT', name: 'robot', bot: true },
    ],
    groups: [
      ...all,
      group('S0LEADS', ['U0MAX']),
      group('S0EMPTY', []),
      group('S0GONE', ['U0LEFT']),
    ],
    channels: [
      ...channels,
      { id: 'C0OLD', name: 'old-releases', members: [bot], is_archived: true },
    ],
  };
}

/** Ten minutes behind and ten ahead, so that there is always something just measured. */
function samples(addresses: readonly string[]): string {
  const now = Date.now();
  const of = `{version="${live}"`;
  const served = (address: string, at: number, n: number) => {
    const own = `${of},instance="${address}:9090"`;
    return [
      `http_requests_total${own},code="200"} ${n * 50} ${at}`,
      `http_requests_total${own},code="500"} 0 ${at}`,
      `http_request_duration_seconds_bucket${own},le="0.1"} ${n * 48} ${at}`,
      `http_request_duration_seconds_bucket${own},le="+Inf"} ${n * 50} ${at}`,
      `http_request_duration_seconds_count${own}} ${n * 50} ${at}`,
    ];
  };
  const lines = (at: number, n: number) => [
    ...addresses.flatMap((address) => served(address, at, n)),
    `board_queue_length${of}} 3 ${at}`,
    `board_reconnects_total${of}} ${n} ${at}`,
    `board_reconnects_failed_total${of}} 0 ${at}`,
    ...addresses.map((address) => `board_users{instance="${address}:9090"} 40 ${at}`),
  ];
  return Array.from({ length: 80 }, (_, n) => lines(now + (n - 40) * 15_000, n))
    .flat()
    .map((line) => `${line}\n`)
    .join('');
}

function davyYml(repository: string): string {
  return `timezone: UTC
summaries: { channel: C0NEWS }
services:
  board:
    channel: C0RELEASES
    changelog_channel: C0CHANGELOG
    oncall: S0ONCALL
    teams:
      whiteboard: { approvers: [S0WHITE], owns: ["server/board/**"], jira: [BRD] }
    source: { repository: "${repository}", tag: "v{version}" }
    fleet:
      kind: ec2
      moves: users
      region: eu-west-1
      launch_template: { id: ${template}, version: 1 }
      subnets: [subnet-0000000000000000a, subnet-0000000000000000b]
      images: { tags: { Role: board } }
      select: { tags: { Role: board }, version_tag: releaseVersion }
      traffic:
        listener_rule: ${rule}
        groups: [${groups.join(', ')}]
        waiting: ${waiting}
      users: { query: 'board_users', is: '{private_ip}:9090' }
      drain: { url: 'http://{private_ip}:8080/drain' }
      spares: { keep: 1 }
    prerelease: { approvals: 1 }
    release:
      reconnects:
        arrived: 'sum(increase(board_reconnects_total{version="{version}"}[{since}]))'
        failed: 'sum(increase(board_reconnects_failed_total{version="{version}"}[{since}]))'
    watch:
      sentry: { organization: acme, project: board, release: "board@{version}" }
      requests: { counter: http_requests_total, errors: 'code=~"5.."' }
      latency: { histogram: http_request_duration_seconds }
      prometheus:
        - { name: queued jobs, query: 'sum(board_queue_length{version="{version}"})', max: 500 }
    jira: { done: Done, fix_version: "board {version}" }
    pager:
      kind: pagerduty
      routing_key: "\${PAGERDUTY_BOARD_KEY}"
      second: { kind: slack, who: S0LEADS }
`;
}
