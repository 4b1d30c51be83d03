import { describe, expect, it } from 'vitest';
import { hidesSecret } from '../../src/config/entries/hidden-secret.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import { exampleWith } from '../support/example.ts';

const env = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 's',
  PAGERDUTY_BOARD_KEY: 'a-key',
  SENTRY_AUTH_TOKEN: 'st',
  PROMETHEUS_URL: 'http://prometheus:9090',
  JIRA_URL: 'https://acme.example',
  JIRA_TOKEN: 'jt',
};
const hidden = 'hunter2hunter2';

describe('an address with a secret in it', () => {
  it.each([
    `https://davy:${hidden}@prometheus.example.com`,
    `https://${hidden}@git.example.com/acme/board.git`,
    `ssh://git:${hidden}@git.example.com/acme/board`,
    `https://dash.example.com/?api_key=${hidden}&v=1`,
    `https://dash.example.com/#access_token=${hidden}`,
    `see https://dash.example.com/?sig=${hidden}`,
  ])('is known: %s', (text) => {
    expect(hidesSecret(text)).toBe(true);
  });

  it.each([
    'ssh://git@git.example.com:2222/acme/board',
    'git@git.example.com:acme/board.git',
    'https://dash.example.com/board?release={version}&token=${TOKEN}',
    'https://dash.example.com/@acme/board?design=1&keys=2',
    'code=~"5..",user!="a@b"',
    'mail davy@example.com',
  ])('is not seen in %s', (text) => {
    expect(hidesSecret(text)).toBe(false);
  });

  it.each([
    ['PROMETHEUS_URL', 'PROMETHEUS_USER and PROMETHEUS_PASSWORD, or PROMETHEUS_TOKEN'],
    ['SENTRY_URL', 'SENTRY_AUTH_TOKEN'],
    ['JIRA_URL', 'JIRA_EMAIL and JIRA_TOKEN'],
    ['SLACK_API_URL', 'SLACK_BOT_TOKEN'],
    ['PAGERDUTY_EVENTS_URL', 'routing_key in davy.yml'],
  ])('stops Davy in %s, and is not repeated', (name, instead) => {
    const read = readEnvironment({ ...env, [name]: `https://davy:${hidden}@vendor.example.com` });
    expect(read).toEqual({
      faults: [`${name}: must not hold a password or a token: write ${instead}`],
    });
  });

  it.each([
    [['dashboard'], `https://davy:${hidden}@dash.example.com/board`],
    [['status_page'], `https://status.example.com/?token=${hidden}`],
    [['fleet', 'host'], `http://davy:${hidden}@127.0.0.1:4411`],
    [['source', 'web'], `https://davy:${hidden}@git.example.com/acme/board`],
    [['source', 'repository'], `https://${hidden}@git.example.com/acme/board.git`],
    [['jobs', 'clear-cache', 'command'], `/opt/clear https://davy:${hidden}@cache.example.com`],
  ])('stops Davy at its place in davy.yml: %j', (path, value) => {
    const loaded = loadConfig(env, () => exampleWith(path, value));
    const faults = loaded.kind === 'faulty' ? loaded.faults.join('\n') : '';
    expect(faults).toContain(
      `services.board.${path.join('.')}: a secret does not belong into this file: `,
    );
    expect(faults).not.toContain(hidden);
  });

  it.each([
    [{ PROMETHEUS_USER: 'davy' }, 'PROMETHEUS_PASSWORD: is missing, but PROMETHEUS_USER is set'],
    [{ PROMETHEUS_PASSWORD: 'x' }, 'PROMETHEUS_USER: is missing, but PROMETHEUS_PASSWORD is set'],
    [
      { PROMETHEUS_USER: 'davy', PROMETHEUS_PASSWORD: 'x', PROMETHEUS_TOKEN: 'y' },
      'PROMETHEUS_TOKEN: is one way in, PROMETHEUS_USER another: write one of them',
    ],
  ])('needs a whole login instead: %j', (more, fault) => {
    expect(readEnvironment({ ...env, ...more })).toEqual({ faults: [fault] });
  });
});
