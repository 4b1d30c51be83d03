import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { readDavyYml } from '../../src/config/read.ts';
import { exampleWith } from '../support/example.ts';

const env = { PAGERDUTY_BOARD_KEY: 'a-routing-key', BOARD_TOKEN: 'very-secret-token' };
const job = {
  run: 'ssh',
  user: 'davy',
  on: ['web1.example.com'],
  command: '/opt/board/clear-cache {version}',
};

function read(change: object) {
  return readDavyYml(exampleWith(['jobs'], { 'clear-cache': { ...job, ...change } }), env);
}
function faultOf(change: object): string {
  const found = read(change);
  return 'faults' in found ? found.faults.map(({ message }) => message).join('\n') : 'none';
}
function jobOf(change: object) {
  const found = read(change);
  return 'config' in found ? found.config.services['board']?.jobs['clear-cache'] : undefined;
}

describe('a job in davy.yml', () => {
  it('has a command of words, five minutes, and nobody who may run it', () => {
    expect(jobOf({})).toEqual({
      ...job,
      command: ['/opt/board/clear-cache', '{version}'],
      timeout: 300_000,
      again: 'ask',
      anytime: false,
      who: [],
      env: {},
    });
  });

  it('may write its command word by word, so that a word may hold anything', () => {
    const command = ['/usr/bin/psql', '-c', 'select "a b"; --'];
    expect(jobOf({ command })).toMatchObject({ command });
  });

  it.each([
    [{ command: 'ls | wc' }, /no shell reads a command/],
    [{ command: 'echo $HOME' }, /no shell reads a command/],
    [{ command: '-rf' }, /does not begin with -/],
    [{ command: '/x {nothing}' }, /\{nothing\} is not known/],
    [{ on: ['-oProxyCommand=x'] }, /write a host such as/],
    [{ on: ['web1 web2'] }, /write a host such as/],
    [{ on: [] }, /at least one host/],
    [{ user: '-l' }, /write the user/],
    [{ run: 'telnet' }, /^write run: ssh, run: http, run: ci or run: ssm/],
    [{ again: 'yes' }, /write again: safe/],
    [{ who: ['ana'] }, /not a name/],
    [{ timeout: 5 }, /write a duration/],
    [{ env: { TOKEN: 'plain' } }, /a secret does not belong into this file/],
    [{ env: { DAVY_ID: '${BOARD_TOKEN}' } }, /not beginning with DAVY_/],
    [{ commands: 'x' }, /"commands" is not known\. Did you mean command\?/],
  ])('is refused with %j', (change, says) => {
    expect(faultOf(change)).toMatch(says);
  });

  it('has secrets that no log shows', () => {
    const text = exampleWith(['jobs'], {
      'clear-cache': { ...job, env: { TOKEN: '${BOARD_TOKEN}' } },
    });
    const loaded = loadConfig(
      {
        ...env,
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 'x',
        SENTRY_AUTH_TOKEN: 'x',
        PROMETHEUS_URL: 'https://prometheus.example.com',
        JIRA_URL: 'https://jira.example.com',
        JIRA_TOKEN: 'x',
      },
      () => text,
    );
    expect(loaded.kind === 'loaded' ? loaded.secrets : loaded.faults).toContain(env.BOARD_TOKEN);
  });
});
