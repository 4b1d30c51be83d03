import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { servicesOf } from '../../src/assemble/services.ts';
import { readDavyYml } from '../../src/config/read.ts';
import { example } from '../support/example.ts';

const env = { PAGERDUTY_BOARD_KEY: 'a-routing-key' };

/** The least that makes a place one of its own. */
const sandbox = {
  fleet: { kind: 'local', host: 'http://127.0.0.1:4411', balancer: 'http://127.0.0.1:4413' },
  watch: {
    sentry: { environment: 'sandbox' },
    requests: { where: 'env="sandbox"' },
    latency: { where: 'env="sandbox"' },
    prometheus: [{ name: 'failed', query: 'failed{env="sandbox",v="{version}"}', max: 0.01 }],
  },
  release: {
    reconnects: {
      arrived: 'a{env="sandbox",v="{version}"}[{since}]',
      failed: 'f{env="sandbox",v="{version}"}[{since}]',
    },
  },
};

function withLine(line: object, name = 'sandbox') {
  const document = parseDocument(example);
  document.setIn(['services', 'board', 'lines'], { [name]: line });
  return readDavyYml(document.toString(), env);
}

function configOf(line: object) {
  const read = withLine(line);
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join('\n'));
  return read.config;
}

function faultsOf(line: object, name?: string): readonly string[] {
  const read = withLine(line, name);
  return 'faults' in read ? read.faults.map(({ at, message }) => `${at}: ${message}`) : [];
}

describe('a further line of a service', () => {
  it('is shown in the file people copy, and can be read when its marks are taken away', () => {
    const shown = example.replaceAll(/^    # ( *(?:lines|- |[a-z_]+):.*|  *- .*)$/gm, '    $1');
    const read = readDavyYml(shown, env);
    expect(read).not.toHaveProperty('faults');
    expect('config' in read && Object.keys(read.config.services)).toEqual([
      'board',
      'board@sandbox',
    ]);
  });

  it('is its product wherever it says nothing', () => {
    const { services } = configOf({ ...sandbox, prerelease: { soak: '5m' } });
    const { board, 'board@sandbox': line } = services;
    expect(Object.keys(services)).toEqual(['board', 'board@sandbox']);
    expect(line?.prerelease).toEqual({ ...board?.prerelease, soak: 300_000 });
    expect(line?.watch).toMatchObject({
      every: 30_000,
      sentry: { ...board?.watch.sentry, environment: 'sandbox' },
      requests: { ...board?.watch.requests, where: 'env="sandbox"' },
      latency: { ...board?.watch.latency, where: 'env="sandbox"' },
      prometheus: [{ name: 'failed' }],
    });
    expect(line?.release).toMatchObject({ batches: board?.release.batches, watch: 1_800_000 });
    expect(line).toMatchObject({
      channel: 'C0RELEASES',
      oncall: 'S0ONCALL',
      teams: board?.teams,
      source: board?.source,
      rollback: board?.rollback,
      fleet: { balancer: 'http://127.0.0.1:4413' },
    });
  });

  it('runs no job on the hosts of its product', () => {
    const { services } = configOf(sandbox);
    expect(services['board']?.jobs).toHaveProperty('clear-cache');
    expect(services['board@sandbox']?.jobs).toEqual({});
  });

  it('tells customers nothing and finishes no ticket unless it says so', () => {
    const { services } = configOf(sandbox);
    expect(services['board']?.jira).toBeDefined();
    expect(services['board@sandbox']?.jira).toBeUndefined();
    expect(services['board@sandbox']?.changelog_channel).toBeUndefined();
    const own = configOf({ ...sandbox, jira: { done: 'In Sandbox' } });
    expect(own.services['board@sandbox']?.jira?.done).toBe('In Sandbox');
  });

  it('changes nothing of its product, whose approvals go on to count', () => {
    const alone = readDavyYml(example, env);
    if ('faults' in alone) throw new Error('the example cannot be read');
    const before = servicesOf(alone.config, { JIRA_URL: undefined })['board'];
    const services = servicesOf(configOf(sandbox), { JIRA_URL: undefined });
    expect(services['board']?.plan()).toEqual(before?.plan());
    expect(services['board']).toEqual({ ...before, plan: expect.any(Function) });
    expect(services['board@sandbox']?.plan().hash).not.toBe(before?.plan().hash);
    expect(services['board@sandbox']?.name).toBe('board@sandbox');
  });

  it.each<readonly [string, object, string]>([
    [
      'no servers of its own',
      { ...sandbox, fleet: undefined },
      'services.board.lines.sandbox.fleet: write kind: local or kind: ec2; ' +
        'no other fleet is built yet',
    ],
    [
      'the balancer of another line',
      { ...sandbox, fleet: { ...sandbox.fleet, balancer: 'http://127.0.0.1:4412' } },
      'services.board.lines.sandbox.fleet.balancer: is the one of board: ' +
        'each line has users and servers of its own',
    ],
    [
      'a misspelt key',
      { ...sandbox, chanel: 'C0X' },
      'services.board.lines.sandbox.chanel: "chanel" is not known. Did you mean channel?',
    ],
    [
      'a misspelt key of a section',
      { ...sandbox, prerelease: { soke: '5m' } },
      'services.board.lines.sandbox.prerelease.soke: "soke" is not known. Did you mean soak?',
    ],
    [
      'a history of its own',
      { ...sandbox, source: { repository: '/srv/git' } },
      'services.board.lines.sandbox.source: "source" is not known here. Take it out',
    ],
    [
      'what does not fit what its product says',
      { ...sandbox, prerelease: { servers: 5 } },
      'services.board.lines.sandbox.prerelease.servers: is more than most_servers',
    ],
    [
      'a postponement shorter than what it postpones',
      { ...sandbox, rollback: { countdown: '20m' } },
      'services.board.lines.sandbox.rollback.postpone: is shorter than the countdown it ' +
        'postpones; write as much or more, such as 15m',
    ],
    [
      'the errors of another line',
      { ...sandbox, watch: { ...sandbox.watch, sentry: {} } },
      'services.board.lines.sandbox.watch.sentry.environment: is the same as on board, so it ' +
        'would count the users of both lines. Write the environment its servers report',
    ],
    [
      'the users who come to another line',
      { ...sandbox, release: {} },
      'services.board.lines.sandbox.release.reconnects: is the same as on board, so it ' +
        'would count the users of both lines. Write queries that name this line by a label',
    ],
  ])('is refused with %s', (_, line, fault) => {
    expect(faultsOf(line)).toEqual([fault]);
  });

  it('is refused with the queries of another line, each by its name', () => {
    const faults = faultsOf({ ...sandbox, watch: { sentry: { environment: 'sandbox' } } });
    const counts = 'the same as on board, so it would count the users of both lines';
    expect(faults.toSorted()).toEqual(
      ['latency', 'prometheus', 'requests'].map((key) =>
        key === 'prometheus'
          ? `services.board.lines.sandbox.watch.prometheus: "queued jobs" is ${counts}. ` +
            'Write queries that name this line by a label'
          : `services.board.lines.sandbox.watch.${key}: is ${counts}. ` +
            'Write where, the labels that name this line',
      ),
    );
  });

  it.each(['here', 'everyone', 'Sandbox', 'a@b', 'two words', 'a'.repeat(21)])(
    'is not called %s',
    (name) => {
      expect(faultsOf(sandbox, name)).toEqual([
        `services.board.lines.${name}: a line is named in small letters, digits and -, ` +
          'at most 20, such as sandbox',
      ]);
    },
  );
});
