import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';

const example = readFileSync('davy.example.yml', 'utf8');
const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'sign', SENTRY_AUTH_TOKEN: 'st', PROMETHEUS_URL: 'http://prometheus:9090', PAGERDUTY_BOARD_KEY: 'pk', BUILDS_SECRET: 'bs', DATABASE_URL: 'postgres://davy:pw%40@db/davy' };

describe('what Davy is told at start', () => {
  it('is enough, and every secret of it is known to the log', () => {
    expect(loadConfig(env, () => example)).toMatchObject({ kind: 'loaded', warnings: [], secrets: expect.arrayContaining(['xoxb-1', 'sign', 'st', 'bs', 'pk', 'pw@']) });
  });

  it('is refused with the faults of both sides at once', () => {
    expect(loadConfig({}, () => example.replace('soak: 4h', 'soak: 4'))).toMatchObject({
      kind: 'faulty',
      faults: ['environment: SLACK_BOT_TOKEN: is missing', 'environment: SLACK_SIGNING_SECRET: is missing', expect.stringMatching(/^davy\.yml:\d+:13 .*prerelease\.soak/), expect.stringMatching(/PAGERDUTY_BOARD_KEY is not set/)],
    });
  });

  it('must reach what davy.yml watches', () => {
    const { SENTRY_AUTH_TOKEN: _, PROMETHEUS_URL: __, ...rest } = env;
    expect(loadConfig(rest, () => example)).toMatchObject({ kind: 'faulty', faults: [expect.stringMatching(/SENTRY_AUTH_TOKEN: is missing/), expect.stringMatching(/PROMETHEUS_URL: is missing/)] });
  });

  it('says where davy.yml comes from when there is none', () => {
    const missing = () => { throw new Error('ENOENT'); };
    expect(loadConfig(env, missing)).toMatchObject({ faults: [expect.stringMatching(/^davy\.yml: cannot be read\. Copy davy\.example\.yml/)] });
    expect(loadConfig({ ...env, DAVY_CONFIG: '/etc/d.yml' }, missing)).toMatchObject({ faults: [expect.stringMatching(/^\/etc\/d\.yml: cannot be read/)] });
  });

  it('warns of what is allowed but surprising', () => {
    const { BUILDS_SECRET: _, ...rest } = env;
    const lonely = example.replace(/ {4}pager:.*/, '').replace(/ {4}oncall:.*/, '');
    expect(loadConfig({ ...rest, DAVY_CLOCK_SPEED: '60' }, () => lonely)).toMatchObject({ warnings: [expect.stringMatching(/no pager for board/), expect.stringMatching(/nobody is on call/), expect.stringMatching(/BUILDS_SECRET/), expect.stringMatching(/60 times/)] });
  });
});
