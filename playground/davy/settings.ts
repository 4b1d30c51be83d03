import { account, davyKey } from '../account/names.ts';
import { fleetYml } from './fleet-yml.ts';

/**
 * Where Davy finds its world. Only addresses: pointing them elsewhere is all that "for real" means.
 */
export type Addresses = {
  readonly slack: string;
  readonly sentry: string;
  readonly prometheus: string;
  readonly pagerduty: string;
  readonly jira: string;
  readonly host: string;
  readonly balancer: string;
  /** Where calls to AWS go, where there is a local one. */
  readonly aws?: string | undefined;
  /** The folder of the service's git repository. */
  readonly repository: string;
};

/** Secrets of a workspace that exists on this machine only. */
export const secrets = {
  botToken: 'xoxb-playground-0000-davy',
  appToken: 'xapp-1-A0DAVY-0-playground',
  signingSecret: 'playground-signing-secret-of-the-local-slack',
  buildsSecret: 'playground-builds-secret',
  sentryToken: 'playground-sentry-token',
  routingKey: 'playgroundroutingkey000000000000',
  jiraEmail: 'davy@example.com',
  jiraToken: 'playground-jira-token',
} as const;

/** How long things may take at real speed. */
export type Pace = {
  readonly soak: string;
  readonly launchTimeout: string;
  readonly countdown: string;
  readonly postpone: string;
  readonly look: string;
  readonly patience: string;
  readonly p95Ms: number;
  readonly warmUp: string;
  /** What share of requests may fail on any build. */
  readonly floor: string;
  /** The longest soak, after which a person is asked. */
  readonly atMost: string;
  readonly batches: string;
  /** When releases go out; without it, as soon as they may. */ readonly daily?: string;
};

/**
 * Quick enough to watch. A faster clock shortens soaks and waits; what takes real time (a server's
 * start, one look, a person's decision) keeps it.
 */
export function paceAt(speed: number): Pace {
  const real = (seconds: number) => `${Math.ceil(seconds * Math.max(1, speed))}s`;
  return {
    soak: '40s',
    launchTimeout: real(45),
    countdown: real(5),
    postpone: real(15),
    look: real(1),
    patience: real(60),
    p95Ms: 250,
    warmUp: real(10),
    floor: '8%',
    atMost: '10m',
    batches: '50%, 100%',
  };
}

/**
 * What people get who have just opened it: a countdown long enough to read and to press, and a call
 * that is not answered for them. A postponement is never shorter than the countdown.
 */
export function calmPaceAt(speed: number): Pick<Pace, 'countdown' | 'postpone' | 'patience'> {
  const real = (seconds: number) => `${Math.ceil(seconds * Math.max(1, speed))}s`;
  return { countdown: real(60), postpone: real(90), patience: real(120) };
}

/** The playground's davy.yml: a real one, only quicker. */
export function davyYml(addresses: Addresses, pace: Pace): string {
  const { soak, atMost, launchTimeout, countdown, postpone, patience, batches, daily } = pace;
  return `# Made by the playground. A real davy.yml looks the same, with longer times.
timezone: Europe/Amsterdam
admins: [U0MAX]
summaries: { channel: C0NEWS, managers: [U0MAX] }
services:
  board:
    channel: C0RELEASES
    changelog_channel: C0CHANGELOG
    oncall: S0ONCALL
    teams:
      whiteboard: { approvers: [S0WHITE], owns: ["server/board/**"], jira: [BRD] }
      accounts: { approvers: [S0ACCOUNTS], owns: ["server/accounts/**"], jira: [ACC] }
    source:
      repository: ${JSON.stringify(addresses.repository)}
      tag: "v{version}"
      web: "https://git.example.com/whiteboard-works/board"
    ${fleetYml(addresses, 'board')}
    prerelease:
      { servers: 1, soak: ${soak}, at_most: ${atMost}, users: 3, launch_timeout: ${launchTimeout} }
    release:
      batches: [${batches}]
      between_batches: 5s
      watch: 5s
      retire_grace: 1s
      automatic: false
${daily === undefined ? '' : `      daily: "${daily}"\n`}      reconnects:
        arrived: 'sum(increase(board_reconnects_total{version="{version}"}[{since}]))'
        failed: 'sum(increase(board_reconnects_failed_total{version="{version}"}[{since}]))'
        slow: 'sum(increase(board_reconnects_slow_total{version="{version}"}[{since}]))'
        max: 10%
${watchYml(pace)}    rollback:
      { countdown: ${countdown}, postpone: ${postpone}, postponements: 2 }
    jira: { done: Done, fix_version: "board {version}" }
    pager:
      kind: pagerduty
      routing_key: "\${PAGERDUTY_BOARD_KEY}"
      patience: ${patience}
      second: { kind: slack, who: U0MAX }
`;
}

function watchYml({ look, p95Ms, warmUp, floor }: Pace): string {
  return `    watch:
      every: ${look}
      sentry:
        organization: acme
        project: board
        new_errors: 0
        fatal: roll-back
        worse_by: 100%
        floor: 400
      requests: { counter: board_requests_total, errors: 'status="500"', by: route }
      latency:
        histogram: board_request_duration_seconds
        slower_by: 100%
        floor: ${p95Ms}ms
      tolerance: { errors: 2x, floor: ${floor} }
      window: 10s
      warm_up: ${warmUp}
`;
}

/**
 * Davy's whole environment: nothing of the shell's own leaks in but the path, and where is kept
 * what was compiled before.
 */
export function environmentOf(
  addresses: Addresses,
  options: {
    readonly port: number;
    readonly data: string;
    readonly config: string;
    readonly speed: number;
    readonly epoch: number;
    readonly path: string;
    readonly socket: boolean;
  },
): Record<string, string> {
  const { NODE_COMPILE_CACHE: compiled } = process.env;
  return {
    PATH: options.path,
    ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
    NODE_NO_WARNINGS: '1',
    HOST: '127.0.0.1',
    PORT: String(options.port),
    DAVY_DATA: options.data,
    DAVY_CONFIG: options.config,
    DAVY_CLOCK_SPEED: String(options.speed),
    DAVY_CLOCK_EPOCH: String(options.epoch),
    SLACK_BOT_TOKEN: secrets.botToken,
    ...(options.socket
      ? { SLACK_APP_TOKEN: secrets.appToken }
      : { SLACK_SIGNING_SECRET: secrets.signingSecret }),
    SLACK_API_URL: `${addresses.slack}/api/`,
    SENTRY_URL: addresses.sentry,
    SENTRY_AUTH_TOKEN: secrets.sentryToken,
    PROMETHEUS_URL: addresses.prometheus,
    JIRA_URL: addresses.jira,
    JIRA_EMAIL: secrets.jiraEmail,
    JIRA_TOKEN: secrets.jiraToken,
    PAGERDUTY_EVENTS_URL: addresses.pagerduty,
    PAGERDUTY_BOARD_KEY: secrets.routingKey,
    BUILDS_SECRET: secrets.buildsSecret,
    ...awsOf(addresses),
  };
}

/** What the SDK looks for by itself: where AWS is, and who Davy is there. */
function awsOf({ aws }: Addresses): Record<string, string> {
  if (aws === undefined) return {};
  return {
    AWS_ENDPOINT_URL: aws,
    AWS_REGION: account.region,
    AWS_ACCESS_KEY_ID: davyKey.id,
    AWS_SECRET_ACCESS_KEY: davyKey.secret,
  };
}
