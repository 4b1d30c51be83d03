import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startJira } from '../../playground/jira/start.ts';
import { loadConfig } from '../../src/config/load.ts';
import { findingLine } from '../../src/doctor/finding.ts';
import { lookAtJira } from '../../src/doctor/jira.ts';
import { example, exampleWithout } from '../support/example.ts';

let jira: Awaited<ReturnType<typeof startJira>>;
beforeEach(async () => {
  jira = await startJira({
    port: 0,
    email: 'd@example.com',
    token: 'jt',
    projects: [
      { key: 'BRD', name: 'Board' },
      { key: 'ACC', name: 'Accounts' },
    ],
  });
});
afterEach(() => jira.close());

async function look({
  text = example,
  token = 'jt',
  url = jira.url,
  rights = (json: unknown) => json,
}: { text?: string; token?: string; url?: string; rights?: (json: unknown) => unknown } = {}) {
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 's',
    SENTRY_AUTH_TOKEN: 's',
    PROMETHEUS_URL: 'http://p',
    PAGERDUTY_BOARD_KEY: 'p',
    JIRA_URL: url,
    JIRA_EMAIL: 'd@example.com',
    JIRA_TOKEN: token,
  };
  const loaded = loadConfig(env, () => text);
  if (loaded.kind !== 'loaded') throw new Error(loaded.faults.join());
  const asking: typeof fetch = async (place, init) => {
    const answer = await fetch(place, init);
    return typeof place === 'string' && place.includes('mypermissions')
      ? Response.json(rights(await answer.json()), { status: answer.status })
      : answer;
  };
  return (await lookAtJira(loaded.config, loaded.environment, asking)).map(findingLine);
}

describe('the doctor, looking at Jira', () => {
  it('is content when all is well', async () => {
    expect(await look()).toEqual([
      '✓ Jira knows Davy',
      '✓ Jira project BRD has the status Done',
      '✓ note: no ticket of BRD is open, to look how it gets done',
      '✓ Davy may work on tickets of BRD',
      '✓ Jira project ACC has the status Done',
      '✓ note: no ticket of ACC is open, to look how it gets done',
      '✓ Davy may work on tickets of ACC',
    ]);
  });

  it('has nothing to say where Jira is not used', async () => {
    expect(await look({ text: exampleWithout(['jira']) })).toEqual([]);
  });

  it('names a status and a project that are not there, and what to write instead', async () => {
    const lines = await look({
      text: example.replace('done: Done', 'done: Closed').replace('jira: [ACC]', 'jira: [NOPE]'),
    });
    expect(lines).toContain(
      '✗ Jira project BRD has no status Closed\n' +
        '    Write one of To Do, In Progress, In Review, Done, Blocked, Released ' +
        'into jira.done of davy.yml',
    );
    expect(lines).toContain(
      '✗ Jira project NOPE: HTTP 404\n' +
        '    Check the key in davy.yml (teams: … jira), ' +
        'and that the user of JIRA_TOKEN may browse the project',
    );
  });

  it('names the rights that are missing', async () => {
    const none = () => ({
      permissions: {
        BROWSE_PROJECTS: { havePermission: true },
        EDIT_ISSUES: { havePermission: true },
        TRANSITION_ISSUES: { havePermission: false },
        ADD_COMMENTS: { havePermission: true },
      },
    });
    expect((await look({ rights: none })).filter((line) => line.startsWith('✗'))).toEqual([
      expect.stringContaining(
        'Davy lacks rights in Jira project BRD: TRANSITION_ISSUES, ADMINISTER_PROJECTS',
      ),
      expect.stringContaining('Davy lacks rights in Jira project ACC'),
    ]);
  });

  it('stops at a refused token and at a Jira that does not answer; hides the token', async () => {
    expect(await look({ token: 'wrong-token' })).toEqual([
      expect.stringMatching(/^✗ Jira refuses the token: HTTP 401/),
    ]);
    expect(await look({ url: 'http://127.0.0.1:1' })).toEqual([
      expect.stringMatching(/^✗ Jira at http:\/\/127\.0\.0\.1:1 does not answer/),
    ]);
    expect(JSON.stringify(await look({ token: 'wrong-token' }))).not.toContain('wrong-token');
  });
});
