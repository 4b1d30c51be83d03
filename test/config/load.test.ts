import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { example, exampleWithout } from '../support/example.ts';

const env = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'sign',
  SENTRY_AUTH_TOKEN: 'st',
  PROMETHEUS_URL: 'http://prometheus:9090',
  PAGERDUTY_BOARD_KEY: 'pk',
  BUILDS_SECRET: 'bs',
  JIRA_URL: 'https://acme.example',
  JIRA_EMAIL: 'davy@acme.example',
  JIRA_TOKEN: 'jt',
  DATABASE_URL: 'postgres://davy:pw%40@db/davy',
};

describe('what Davy is told at start', () => {
  it('is enough, and every secret of it is known to the log', () => {
    expect(loadConfig(env, () => example)).toMatchObject({
      kind: 'loaded',
      warnings: [],
      secrets: expect.arrayContaining(['xoxb-1', 'sign', 'st', 'bs', 'jt', 'pk', 'pw@']),
    });
  });

  it.each([
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
    'DATABASE_URL',
    'BUILDS_SECRET',
    'JIRA_TOKEN',
  ])('hands no secret of its own to a pager: %s', (name) => {
    const loaded = loadConfig(env, () => example.replaceAll('PAGERDUTY_BOARD_KEY', name));
    expect(loaded.kind === 'faulty' ? loaded.faults : []).toEqual([
      expect.stringContaining(`${name} is Davy's own`),
    ]);
  });

  it('has secrets also in a second role, in an address and in what Jira is sent', () => {
    const more = {
      ...env,
      JIRA_EMAIL: 'davy@example.com',
      DATABASE_OWNER_URL: 'postgres://owner:ow%2fner@db/davy',
      SENTRY_DSN: 'https://public@sentry.example.com/7',
    };
    expect(loadConfig(more, () => example)).toMatchObject({
      kind: 'loaded',
      secrets: expect.arrayContaining([
        'ow/ner',
        'ow%2fner',
        'https://public@sentry.example.com/7',
        Buffer.from('davy@example.com:jt').toString('base64'),
      ]),
    });
  });

  it('is refused with the faults of both sides at once', () => {
    expect(loadConfig({}, () => example.replace('soak: 4h', 'soak: 4'))).toMatchObject({
      kind: 'faulty',
      faults: [
        'environment: SLACK_BOT_TOKEN: is missing',
        'environment: SLACK_SIGNING_SECRET: is missing (or SLACK_APP_TOKEN, for Socket Mode)',
        expect.stringMatching(/^davy\.yml:\d+:13 .*prerelease\.soak/),
        expect.stringMatching(/PAGERDUTY_BOARD_KEY is not set/),
      ],
    });
  });

  it('must reach what davy.yml watches', () => {
    const { SENTRY_AUTH_TOKEN: _, PROMETHEUS_URL: __, ...rest } = env;
    expect(loadConfig(rest, () => example)).toMatchObject({
      kind: 'faulty',
      faults: [
        expect.stringMatching(/SENTRY_AUTH_TOKEN: is missing/),
        expect.stringMatching(/PROMETHEUS_URL: is missing/),
      ],
    });
  });

  it('must reach the Jira that davy.yml finishes tickets in', () => {
    const { JIRA_URL: _, JIRA_TOKEN: __, ...rest } = env;
    expect(loadConfig(rest, () => example)).toMatchObject({
      kind: 'faulty',
      faults: [
        'environment: JIRA_URL: is missing, but services.board.jira in davy.yml needs it',
        'environment: JIRA_TOKEN: is missing, but services.board.jira in davy.yml needs it',
      ],
    });
  });

  it.each([
    [
      'fix_version: "board {version}"',
      'fix_version: board',
      /write how fix versions are called, such as "board \{version\}"/,
    ],
    ['jira: [ACC]', 'jira: [acc]', /write the key of a Jira project, such as BRD/],
    ['jira: { done: Done', 'jira: { done: ""', /write the status that means done, such as Done/],
    ['jira: { done: Done', 'jira: { status: Done', /"status" is not known/],
  ])('names what is wrong about Jira in davy.yml: %s → %s', (right, wrong, fault) => {
    expect(loadConfig(env, () => example.replace(right, wrong))).toMatchObject({
      kind: 'faulty',
      faults: [expect.stringMatching(fault)],
    });
  });

  it('finishes no tickets where no team has a project, or nothing tells which they are', () => {
    const alone = example.replaceAll(/, jira: \[\w+\]/g, '');
    expect(loadConfig(env, () => alone)).toMatchObject({
      faults: [expect.stringMatching(/no team has a Jira project/)],
    });
    expect(loadConfig(env, () => exampleWithout(['source']))).toMatchObject({
      faults: [expect.stringMatching(/write a source as well/)],
    });
  });

  it('says where davy.yml comes from when there is none', () => {
    const missing = () => {
      throw new Error('ENOENT');
    };
    expect(loadConfig(env, missing)).toMatchObject({
      faults: [expect.stringMatching(/^davy\.yml: cannot be read\. Copy davy\.example\.yml/)],
    });
    expect(loadConfig({ ...env, DAVY_CONFIG: '/etc/d.yml' }, missing)).toMatchObject({
      faults: [expect.stringMatching(/^\/etc\/d\.yml: cannot be read/)],
    });
  });

  it('warns of what is allowed but surprising', () => {
    const { BUILDS_SECRET: _, ...rest } = env;
    const lonely = exampleWithout(['pager'], ['oncall']);
    expect(loadConfig({ ...rest, DAVY_CLOCK_SPEED: '60' }, () => lonely)).toMatchObject({
      warnings: [
        expect.stringMatching(/no pager for board/),
        expect.stringMatching(/nobody is on call/),
        expect.stringMatching(/BUILDS_SECRET/),
        expect.stringMatching(/60 times/),
      ],
    });
  });
});
