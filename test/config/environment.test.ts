import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';

const enough = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };

describe('the environment', () => {
  it('is enough with a token and a secret', () => {
    expect(readEnvironment(enough)).toMatchObject({
      environment: { PORT: 3000, SLACK_API_URL: 'https://slack.com/api/', DAVY_CLOCK_SPEED: 1 },
    });
  });

  it('names every fault at once', () => {
    expect(
      readEnvironment({ PORT: 'many', DATABASE_URL: 'mysql://db', SLACK_APP_TOKEN: 'xoxb-1' }),
    ).toEqual({
      faults: [
        'SLACK_BOT_TOKEN: is missing',
        'SLACK_APP_TOKEN: must be an app-level token, which begins with xapp-',
        'DATABASE_URL: write an address such as postgres://davy@db.example.com/davy',
        expect.stringMatching(/^PORT: /),
      ],
    });
  });

  it('is enough with an app-level token, too', () => {
    expect(readEnvironment({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toMatchObject(
      { environment: { SLACK_APP_TOKEN: 'xapp-1' } },
    );
    expect(readEnvironment({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual({
      faults: ['SLACK_SIGNING_SECRET: is missing (or SLACK_APP_TOKEN, for Socket Mode)'],
    });
  });

  it('never starts with an empty signing secret', () => {
    for (const secret of ['', '   '])
      expect(readEnvironment({ ...enough, SLACK_SIGNING_SECRET: secret })).toEqual({
        faults: ['SLACK_SIGNING_SECRET: must not be empty'],
      });
  });

  it('reads an empty setting as not set', () => {
    expect(readEnvironment({ ...enough, DATABASE_URL: '', PORT: '' })).toMatchObject({
      environment: { PORT: 3000 },
    });
  });

  it('sends no token through the open, but to a network of its own', () => {
    const jira = { ...enough, JIRA_EMAIL: 'davy@acme.com', JIRA_TOKEN: 'j' };
    for (const host of ['jira.acme.com', '8.8.8.8', '172.32.0.1', '[2001:db8::1]'])
      expect(readEnvironment({ ...jira, JIRA_URL: `http://${host}` })).toEqual({
        faults: ['JIRA_URL: sends JIRA_TOKEN through the open: write https://'],
      });
    for (const url of ['https://jira.acme.com', 'http://127.0.0.1:80', 'http://jira:8080'])
      expect(readEnvironment({ ...jira, JIRA_URL: url })).toHaveProperty('environment');
    const { PROMETHEUS_URL } = { PROMETHEUS_URL: 'http://prometheus.acme.com' };
    expect(readEnvironment({ ...enough, PROMETHEUS_URL })).toHaveProperty('environment');
    expect(readEnvironment({ ...enough, PROMETHEUS_URL, PROMETHEUS_TOKEN: 't' })).toHaveProperty(
      'faults',
    );
  });

  it('calls nobody where clouds hand out their keys, however that is written', () => {
    const hosts = ['169.254.169.254', '2852039166', '0xa9fea9fe', '[fe80::1]', '[fd00:ec2::254]'];
    for (const host of [...hosts, '[::ffff:169.254.169.254]'])
      for (const name of ['PROMETHEUS_URL', 'JIRA_URL', 'PAGERDUTY_EVENTS_URL', 'SENTRY_URL'])
        expect(readEnvironment({ ...enough, [name]: `http://${host}/latest` })).toEqual({
          faults: [expect.stringMatching(/: must not be an address of this machine's own network/)],
        });
    expect(readEnvironment({ ...enough, JIRA_URL: 'http://10.0.0.7' })).toHaveProperty(
      'environment',
    );
  });
});
