import { changing, env, nowhere, type PlantedFault, withHeader, yml } from './planted-fault.ts';
import { awsFaults } from './planted-faults-aws.ts';
import { slackFaults } from './planted-faults-slack.ts';

const watchFaults: readonly PlantedFault[] = [
  {
    fault: 'the token of Sentry is wrong',
    plant: env('SENTRY_AUTH_TOKEN', 'sntrys-of-before'),
    finds: /Sentry project acme\/board: .* answers 401/,
    cure: /SENTRY_AUTH_TOKEN/,
  },
  {
    fault: 'there is no such project in Sentry',
    plant: yml('project: board,', 'project: bord,'),
    finds: /Sentry project acme\/bord: .* answers 403/,
    cure: /watch\.sentry\.project/,
  },
  {
    fault: 'there is no such environment in Sentry',
    plant: yml('project: board,', 'project: board, environment: live,'),
    finds: /Sentry project acme\/board: .* answers 404/,
    cure: /watch\.sentry\.environment/,
  },
  {
    fault: 'Sentry knows the build by another name',
    plant: yml('release: "board@{version}"', 'release: "board-server@{version}"'),
    finds: /Sentry has not heard of board-server@1\.41\.0 .*It hears board@1\.41\.0/,
    cure: /watch of board/,
  },
  {
    fault: 'Prometheus cannot be reached',
    plant: env('PROMETHEUS_URL', nowhere),
    finds: /Prometheus: .* does not answer/,
    cure: /PROMETHEUS_URL/,
  },
  {
    fault: 'a query is not PromQL',
    plant: yml('sum(board_queue_length{version="{version}"})', 'sum(b{version="{version}"}'),
    finds: /queued jobs of 1\.41\.0, .*Prometheus cannot answer the query/,
    cure: /watch of board/,
  },
  {
    fault: 'a query has no value',
    plant: yml('sum(board_queue_length{', 'sum(board_queue_size{'),
    finds: /queued jobs of 1\.41\.0, .*no series of board_queue_size/,
    cure: /no build is ever healthy/,
  },
  {
    fault: 'errors are told by a label that nothing has',
    plant: yml(`errors: 'code=~"5.."'`, `errors: 'status=~"5.."'`),
    finds: /failed requests of 1\.41\.0, .*status/,
    cure: /watch of board/,
  },
  {
    fault: 'servers are told by a label that nothing has',
    plant: yml(
      '      requests:',
      '      judge: counts\n      labels: { server: pod }\n      requests:',
    ),
    finds: /failed requests and slow requests of 1\.41\.0, .*counted series lack the label pod/,
    cure: /watch of board .*labels/,
  },
  {
    fault: 'a histogram has no buckets',
    plant: (team) => ({
      ...changing(team, '/api/v1/query', async (answer) => {
        const text = (await answer.text()).replaceAll('"davy_part":"bucket"', '"davy_part":"-"');
        return new Response(text, answer);
      }),
      yml: [['      requests:', '      judge: counts\n      requests:']],
    }),
    finds: /slow requests of 1\.41\.0, .*no series of http_request_duration_seconds_bucket/,
    cure: /watch of board .*latency/,
  },
  {
    fault: 'endpoints are told by a label that nothing has',
    plant: yml('      requests: {', '      judge: counts\n      requests: { by: route,'),
    finds: /endpoints of 1\.41\.0, .*no series of http_requests_total has the label route/,
    cure: /watch of board .*requests/,
  },
  {
    fault: 'nobody shows memory by that name',
    plant: yml(
      '      requests:',
      '      judge: counts\n      memory: resident_bytes\n      requests:',
    ),
    finds: /memory of 1\.41\.0, .*no series of resident_bytes/,
    cure: /watch of board .*memory/,
  },
  {
    fault: 'nobody counts who comes over',
    plant: yml('increase(board_reconnects_total{', 'increase(board_joins_total{'),
    finds: /nobody counts who comes over to 1\.41\.0: no series of board_joins_total/,
    cure: /release\.reconnects/,
  },
  {
    fault: 'PagerDuty cannot be reached',
    plant: env('PAGERDUTY_EVENTS_URL', nowhere),
    finds: /the pager at .* does not answer/,
    cure: /PAGERDUTY_EVENTS_URL/,
  },
  {
    fault: 'the clock of this machine is behind',
    plant: () => ({ means: { now: () => Date.now() - 90_000 } }),
    finds: /the clock of this machine is (89|90|91) s behind .*127\.0\.0\.1/,
    cure: /NTP/,
  },
  {
    fault: 'the clock of one vendor is ahead',
    plant: (team) =>
      changing(team, team.pagerduty.url, (answer) =>
        withHeader(answer, 'date', new Date(Date.now() + 90_000).toUTCString()),
      ),
    finds: /the clock of 127\.0\.0\.1:\d+ is (89|90|91) s ahead of this machine's/,
    cure: /Set that one by NTP/,
  },
];

const workFaults: readonly PlantedFault[] = [
  {
    fault: 'the token of Jira is wrong',
    plant: env('JIRA_TOKEN', 'jira-of-before'),
    finds: /Jira refuses the token: HTTP 401/,
    cure: /JIRA_EMAIL and JIRA_TOKEN/,
  },
  {
    fault: 'there is no such project in Jira',
    plant: yml('jira: [BRD]', 'jira: [NOPE]'),
    finds: /Jira project NOPE: HTTP 404/,
    cure: /Check the key/,
  },
  {
    fault: 'there is no such status in Jira',
    plant: yml('done: Done', 'done: Closed'),
    finds: /Jira project BRD has no status Closed/,
    cure: /Write one of To Do, .*Done/,
  },
  {
    fault: 'no ticket can go to that status',
    plant: yml('done: Done', 'done: Released'),
    finds: /no open ticket of BRD can go to Released: BRD-1: no way from In Review to Released/,
    cure: /Add a transition to Released/,
  },
  {
    fault: 'Davy may not make fix versions',
    plant: (team) =>
      changing(team, 'mypermissions', async (answer) =>
        Response.json(
          JSON.parse(
            (await answer.text()).replace(
              /("ADMINISTER_PROJECTS":\{[^}]*"havePermission":)true/,
              '$1false',
            ),
          ),
        ),
      ),
    finds: /Davy lacks rights in Jira project BRD: ADMINISTER_PROJECTS/,
    cure: /permission scheme/,
  },
  {
    fault: 'the repository is not there',
    plant: yml('/board", tag', '/bord", tag'),
    finds: /board: its repository cannot be read/,
    cure: /source\.repository/,
  },
  {
    fault: 'versions are tagged in another way',
    plant: yml('tag: "v{version}"', 'tag: "board-{version}"'),
    finds: /board: no tag looks like board-\{version\}/,
    cure: /source\.tag/,
  },
  {
    fault: 'the disk is nearly full',
    plant: () => ({
      means: { room: async () => ({ free: 200 * 1024 ** 2, isWritable: true }) },
    }),
    finds: /DAVY_DATA .* has 200 MB free, and holds the database/,
    cure: /Free at least 1024 MB/,
  },
  {
    fault: 'the folder cannot be written to',
    plant: () => ({
      means: { room: async () => ({ free: 50 * 1024 ** 3, isWritable: false }) },
    }),
    finds: /DAVY_DATA .* cannot be written to/,
    cure: /the user that runs Davy/,
  },
];

/** Every fault that the doctor has to find, each alone. */
export const plantedFaults: readonly PlantedFault[] = [
  ...slackFaults,
  ...watchFaults,
  ...workFaults,
  ...awsFaults,
];
