import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/config/plan.ts';
import { printFault, readDavyYml } from '../../src/config/read.ts';
import { example, exampleWith, exampleWithout } from '../support/example.ts';

const env = { PAGERDUTY_BOARD_KEY: 'a-routing-key' };

function faultsOf(text: string, environment = env): readonly string[] {
  const read = readDavyYml(text, environment);
  return 'faults' in read ? read.faults.map((fault) => printFault('davy.yml', fault)) : [];
}

/** Where a word stands, as a person would look it up. */
function placeIn(text: string, word: string): string {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  return `davy.yml:${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

function boardOf(text: string) {
  const read = readDavyYml(text, env);
  const board = 'config' in read ? read.config.services['board'] : undefined;
  if (!board) throw new Error(faultsOf(text).join('\n'));
  return board;
}

describe('davy.yml', () => {
  it('reads the example', () => {
    expect(faultsOf(example)).toEqual([]);
    expect(boardOf(example)).toMatchObject({
      prerelease: { soak: 4 * 3_600_000 },
      release: { batches: [0.1, 0.25, 0.5, 1] },
      pager: { routing_key: 'a-routing-key' },
    });
  });

  it('reads whose word does not count, and changes no plan where it says what is so', () => {
    const usual = planOf(boardOf(example));
    const says = (approval: object) =>
      planOf(boardOf(`${example}\n    approval: ${JSON.stringify(approval)}\n`));
    expect(says({ not: ['requester', 'author'], distinct: true })).toMatchObject({
      approval: { authors: true, distinct: true },
    });
    expect(says({ not: ['requester'] }).hash).toBe(usual.hash);
    expect(says({ distinct: true }).hash).not.toBe(usual.hash);
    expect(faultsOf(`${example}\n    approval: { not: [author] }\n`).join()).toContain(
      'whoever asks for a release never approves it',
    );
  });

  it('reads who is called after whom, and not the same twice', () => {
    expect(boardOf(example).pager).toMatchObject({
      patience: 300_000,
      second: { kind: 'slack', who: 'S0LEADS' },
    });
    expect(planOf(boardOf(example.replace('patience: 5m', 'patience: 3m'))).answerWithinMs).toBe(
      180_000,
    );
    expect(planOf(boardOf(example.replace('patience: 5m', 'patience: 3m'))).hash).toBe(
      planOf(boardOf(example)).hash,
    );
    const twice = example.replace(
      'second: { kind: slack, who: S0LEADS }',
      'second: { kind: pagerduty, routing_key: "${PAGERDUTY_BOARD_KEY}" }',
    );
    expect(faultsOf(twice)).toEqual([
      expect.stringMatching(/pager\.second\.routing_key: is the same as the first/),
    ]);
    expect(faultsOf(example.replace('kind: slack, who: S0LEADS', 'kind: phone'))).toEqual([
      expect.stringMatching(/pager\.second\.kind: write kind: slack with who to mention, or/),
    ]);
  });

  it('reads every pager, and calls nobody twice who is only written twice', () => {
    const pager = (text: string) =>
      example.replace(/pager:\n[^]*?\n {6}\}/, () => `pager: ${text}`);
    const own =
      'kind: webhook, url: "https://calls.example.com/davy", secret: "${PAGERDUTY_BOARD_KEY}"';
    const genie = 'kind: opsgenie, key: "${PAGERDUTY_BOARD_KEY}"';
    expect(boardOf(pager(`{ ${own}, second: { ${genie} } }`)).pager).toMatchObject({
      kind: 'webhook',
      second: { kind: 'opsgenie', url: 'https://api.opsgenie.com' },
    });
    expect(faultsOf(pager(`{ ${own}, second: { ${own} } }`))).toEqual([
      expect.stringMatching(/pager\.second\.url: is the same as the first/),
    ]);
    expect(faultsOf(pager(`{ ${genie}, second: { ${genie} } }`))).toEqual([
      expect.stringMatching(/pager\.second\.key: is the same as the first/),
    ]);
    expect(faultsOf(pager(`{ ${own.replace('calls', 'me:pw@calls')} }`))).toEqual([
      expect.stringMatching(/pager\.url: a secret does not belong into this file/),
    ]);
    expect(faultsOf(pager('{ kind: phone }'))).toEqual([
      expect.stringMatching(/pager\.kind: write kind: pagerduty, opsgenie or webhook/),
    ]);
  });

  it('names every fault at once, with its place and what to write instead', () => {
    const broken = example
      .replace('kind: local', 'kind: kubernetes')
      .replace('soak: 4h', 'soak: 45')
      .replace('between_batches', 'betwen_batches')
      .replace('[S0WHITE]', '[]')
      .replace('    channel: C0RELEASES', '    #');
    expect(faultsOf(broken, {} as typeof env)).toEqual([
      'davy.yml:24:5  services.board.channel: write the id of a channel, such as C0RELEASES',
      `${placeIn(broken, '[], owns')}  services.board.teams.whiteboard.approvers: ` +
        'an empty list means nobody can ever approve: write who may approve',
      `${placeIn(broken, 'kubernetes')}  services.board.fleet.kind: kubernetes is not built yet; ` +
        'this version has only: local, ec2',
      `${placeIn(broken, '45 ')}  services.board.prerelease.soak: ` +
        'write a duration such as 4h, 15m or 40s',
      `${placeIn(broken, 'betwen_batches')}  services.board.release.betwen_batches: ` +
        '"betwen_batches" is not known. Did you mean between_batches?',
      `${placeIn(broken, '"${PAGERDUTY_BOARD_KEY}"')}  services.board.pager.routing_key: ` +
        'PAGERDUTY_BOARD_KEY is not set in the environment',
    ]);
  });

  it.each([
    ['kind: kubernetes', 'kind: local', /kubernetes is not built yet/],
    ['kind: bluegreen', 'kind: local', /bluegreen is not built yet/],
    ['kind: lokal', 'kind: local', /write kind: local/],
    [
      'daily: at ten',
      'daily: 10:00 mon-fri',
      /write when releases go out, such as "10:00 mon-fri"/,
    ],
    ['batches: [50%, 25%, 100%]', 'batches: [10%, 25%, 50%, 100%]', /batches must rise/],
    ['batches: [10%, 50%]', 'batches: [10%, 25%, 50%, 100%]', /the last batch must be 100%/],
    ['approvals: 0', 'approvals: 1', /at least one other person/],
    ['servers: 9', 'servers: 1', /more than most_servers/],
    [
      'routing_key: plain-text-secret',
      'routing_key: "${PAGERDUTY_BOARD_KEY}"',
      /a secret does not belong into this file/,
    ],
    ['approvers: [ana]', 'approvers: [S0WHITE]', /write the id of a person/],
    [
      'owns: ["/server/board/**"]',
      'owns: ["server/board/**"]',
      /a path from the top of the repository/,
    ],
    [
      'owns: ["server/{board,web}/**"]',
      'owns: ["server/board/**"]',
      /only \*, \*\* and \? are special/,
    ],
    ['jira: [brd-1]', 'jira: [BRD]', /the key of a Jira project/],
    [
      'repository: "--upload-pack=touch x"',
      'repository: "git@git.example.com:acme/board.git"',
      /write a path/,
    ],
    [
      'repository: "ext::sh -c true"',
      'repository: "git@git.example.com:acme/board.git"',
      /write a path/,
    ],
    [
      'repository: "ssh://-oProxyCommand=x/board"',
      'repository: "git@git.example.com:acme/board.git"',
      /write a path/,
    ],
    [
      'repository: "git@-oProxyCommand=x:board"',
      'repository: "git@git.example.com:acme/board.git"',
      /write a path/,
    ],
    [
      'repository: "https://me:secret@git.example.com/board"',
      'repository: "git@git.example.com:acme/board.git"',
      /a secret does not belong into this file/,
    ],
    ['tag: "v1"', 'tag: "v{version}"', /how versions are tagged/],
    ['tag: "--all {version}"', 'tag: "v{version}"', /how versions are tagged/],
    ['channel: releases', 'channel: C0RELEASES', /write the id of a channel/],
    ['timezone: Mars', 'timezone: Europe/Amsterdam', /write a time zone/],
  ])('refuses %s', (wrong, right, message) => {
    expect(example).toContain(right);
    const faults = faultsOf(example.replace(right, wrong));
    expect(faults.join('\n')).toMatch(message);
  });

  it('refuses a query that no version is asked for in', () => {
    const query = ['watch', 'prometheus', 0, 'query'];
    expect(faultsOf(exampleWith(query, 'sum(up{version="{version}"})'))).toEqual([]);
    expect(faultsOf(exampleWith(query, 'up'))).toEqual([expect.stringContaining('{version}')]);
  });

  it.each([
    '/srv/git/board.git',
    './board',
    '../board.git',
    'https://git.example.com/acme/board.git',
    'ssh://git@git.example.com:2222/acme/board',
    'git@git.example.com:acme/board.git',
    'file:///srv/board.git',
  ])('takes the repository %s', (repository) => {
    expect(
      boardOf(example.replace('git@git.example.com:acme/board.git', repository)).source?.repository,
    ).toBe(repository);
  });

  it('refuses keys written twice, aliases and what is no YAML', () => {
    expect(faultsOf('timezone: UTC\ntimezone: UTC\n')[0]).toMatch(/^davy\.yml:2:1 .*unique/);
    expect(faultsOf('a: &a [x, x]\nb: &b [*a, *a]\nservices: [*b, *b]\n')[0]).toMatch(/aliases/);
    expect(faultsOf('services: [')[0]).toMatch(/^davy\.yml:1:/);
    expect(faultsOf('')[0]).toMatch(/^davy\.yml:1:1/);
    expect(faultsOf('services: {}\n')[0]).toMatch(/at least one service/);
  });

  it.each([
    ['success rate', 'sum(rate(ok_total{v="{version}"}[2m]))'],
    ['good', 'sum(rate(http_requests_total{v="{version}",code!~"5.."}[2m]))'],
    ['good', 'sum(rate(http_requests_total{v="{version}",code=~"2.."}[2m]))'],
    ['availability', 'up{v="{version}"}'],
  ])('asks which way is well where successes are compared: %s %s', (name, query) => {
    const place = ['watch', 'prometheus', 0];
    const one = { name, query, worse_by: '10%' };
    expect(faultsOf(exampleWith(place, one)).join()).toMatch(/worse_by: .*write better: higher/);
    for (const better of ['higher', 'lower'])
      expect(faultsOf(exampleWith(place, { ...one, better }))).toEqual([]);
    expect(faultsOf(exampleWith(place, { name, query, min: 0.9 }))).toEqual([]);
  });

  it.each([
    [['watch', 'requests', 'errors'], 'code=~"5.."} or vector(0)', /label matchers/],
    [['watch', 'requests', 'counter'], 'sum(x)', /name of a metric/],
    [['watch', 'latency'], { histogram: 'seconds', where: 'env=sandbox' }, /label matchers/],
    [['watch', 'tolerance', 'errors'], '200%', /a factor such as 2x/],
    [['watch', 'window'], '1500ms', /whole seconds/],
    [['watch', 'window'], '24h', /is seen late: write 15m at most/],
    [['watch', 'warm_up'], '300h', /nobody is called: write 30m at most/],
  ])('refuses %j %j', (place, value, message) => {
    expect(faultsOf(exampleWith(place, value)).join()).toMatch(message);
  });

  it('takes a histogram by the name of any of its series', () => {
    const text = exampleWith(['watch', 'latency', 'histogram'], 'http_seconds_bucket');
    expect(boardOf(text).watch.latency?.histogram).toBe('http_seconds');
  });

  it('refuses a service nothing is watched of', () => {
    const quiet = exampleWithout(
      ...['sentry', 'requests', 'latency', 'prometheus'].map((key) => ['watch', key]),
    );
    expect(faultsOf(quiet).join('\n')).toMatch(/no data is never health/);
  });
});

describe('a plan', () => {
  it('is what the file says, except where a person chose', () => {
    const plan = planOf(boardOf(example), { servers: 2, soakMs: 60_000 });
    expect(plan).toMatchObject({
      servers: 2,
      soakMs: 60_000,
      usersMin: 1_000,
      signOff: [
        { team: 'accounts', approvals: 1 },
        { team: 'whiteboard', approvals: 1 },
      ],
      postponeMs: 900_000,
    });
  });

  it('has a hash for exactly this plan and the configuration behind it', () => {
    const hash = planOf(boardOf(example)).hash;
    const holidays = ['2026-12-25'];
    const closed = planOf(boardOf(example), {}, { timezone: 'UTC', holidays });
    expect(closed.daily?.holidays).toEqual(holidays);
    expect(closed.hash).toBe(hash);
    expect(planOf(boardOf(example)).hash).toBe(hash);
    expect(planOf(boardOf(example), { servers: 2 }).hash).not.toBe(hash);
    expect(planOf(boardOf(example.replace('U0TOM', 'U0EVE'))).hash).not.toBe(hash);
    expect(planOf(boardOf(example.replace('max: 500', 'max: 501'))).hash).not.toBe(hash);
  });
});
