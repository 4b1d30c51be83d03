import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { readEnvironment } from '../../src/config/environment.ts';
import { readDavyYml } from '../../src/config/read.ts';
import { type CallBudgets, fleetOf } from '../../src/vendors/fleet.ts';
import { example } from '../support/example.ts';
import { noon } from '../support/noon.ts';

const at = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';

function entryOf(more: object) {
  const fleet = {
    kind: 'ec2',
    moves: 'traffic',
    region: 'eu-west-1',
    launch_template: { id: 'lt-0123456789abcdef0', version: 7 },
    subnets: ['subnet-0123456789abcdef0'],
    select: { tags: { Role: 'board' }, version_tag: 'releaseVersion' },
    traffic: {
      listener_rule: `${at}:listener-rule/app/board/50dc6c495c0c9188/f2f7dc8e/9683b2d02a6cabee`,
      groups: ['a', 'b', 'c'].map((name) => `${at}:targetgroup/${name}/73e2d6bc24d8a067`),
      waiting: `${at}:targetgroup/d/73e2d6bc24d8a067`,
    },
    users: { query: 'requests', is: '{private_ip}:9090' },
    ...more,
  };
  const schema = z.looseObject({ services: z.object({ board: z.looseObject({}) }) });
  const file = schema.parse(parse(example));
  const { reconnects: _none, ...release } = z.looseObject({}).parse(file.services.board['release']);
  const text = stringify(
    { ...file, services: { board: { ...file.services.board, release, fleet } } },
    { aliasDuplicateObjects: false },
  );
  const read = readDavyYml(text, { PAGERDUTY_BOARD_KEY: 'a-routing-key' });
  const board = 'config' in read ? read.config.services['board'] : undefined;
  if (!board) throw new Error(JSON.stringify(read));
  return board;
}

it('counts the calls of each account and region by themselves', () => {
  const said = readEnvironment({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    PROMETHEUS_URL: 'http://prometheus.example.com',
  });
  if (!('environment' in said)) throw new Error('the environment is readable');
  const means = { environment: said.environment, fetch, realNow: () => noon };
  const budgets: CallBudgets = new Map();
  const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
  for (const more of [
    {},
    { calls_per_second: 2 },
    { role: role('111111111111', 'davy-board') },
    { role: role('111111111111', 'davy-shop') },
    { role: role('222222222222', 'davy-board') },
    { role: role('222222222222', 'davy-board'), region: 'eu-central-1' },
  ])
    fleetOf(entryOf(more), means, { line: 'board', jobs: null, budgets });
  expect([...budgets.keys()]).toEqual([
    ' eu-west-1',
    '111111111111 eu-west-1',
    '222222222222 eu-west-1',
    '222222222222 eu-central-1',
  ]);
});
