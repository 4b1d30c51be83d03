import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config/load.ts';
import { readDavyYml } from '../../src/config/read.ts';
import { exampleWith } from '../support/example.ts';

const env = { PAGERDUTY_BOARD_KEY: 'a-routing-key', JAMES_AUTHORIZATION: 'Bearer a-james-token' };
const job = {
  run: 'http',
  url: 'https://tasks.example.com/api',
  begin: { post: '/tasks', name: '/taskId' },
  look: { get: '/tasks/{run}', state: '/status', ended: ['completed'], failed: ['failed'] },
};

function read(change: object) {
  return readDavyYml(exampleWith(['jobs'], { reindex: { ...job, ...change } }), env);
}
function faultOf(change: object): string {
  const found = read(change);
  return 'faults' in found ? found.faults.map(({ message }) => message).join('\n') : 'none';
}

/** The example of the runbook, so that nobody copies what Davy does not read. */
function runbookJob(): object {
  const text = readFileSync('docs/runbook.md', 'utf8');
  const [, yaml = ''] = /```yaml\n(jobs:\n {2}reindex:[\s\S]*?)```/.exec(text) ?? [];
  return z.object({ jobs: z.object({ reindex: z.looseObject({}) }) }).parse(parse(yaml)).jobs
    .reindex;
}

describe('a job behind HTTP in davy.yml', () => {
  it('is sent once, looked at, and cannot be stopped, where nothing more is said', () => {
    const found = read({});
    expect('config' in found && found.config.services['board']?.jobs['reindex']).toEqual({
      ...job,
      headers: {},
      idempotent: false,
      look: { ...job.look, stopped: [] },
      timeout: 300_000,
      again: 'ask',
      anytime: false,
      who: [],
    });
  });

  it('can be the reindexing of Apache James, as the runbook has it', () => {
    expect(faultOf(runbookJob())).toBe('none');
    expect(runbookJob()).toMatchObject({ begin: { post: '/mailboxes?task=reIndex' } });
  });

  it.each([
    [{ url: 'ftp://x' }, /write an address such as/],
    [{ url: 'https://me:pw@x.example.com' }, /without a user/],
    [{ begin: { post: 'tasks', name: '/taskId' } }, /write a path such as/],
    [{ begin: { post: '/tasks/{run}', name: '/taskId' } }, /\{run\} is not known/],
    [{ begin: { post: '/tasks', body: { label: '{slot}' }, name: '/x' } }, /\{slot\} is not known/],
    [{ begin: { post: '/tasks', name: 'taskId' } }, /JSON pointer/],
    [{ look: { ...job.look, progress: { of: '/all' } } }, /JSON pointer/],
    [{ look: { ...job.look, progress: { done: 'done' } } }, /JSON pointer/],
    [{ look: { ...job.look, get: '/tasks' } }, /name the run by \{run\}/],
    [{ look: { ...job.look, ended: [] } }, /at least one word/],
    [{ look: { ...job.look, faild: ['x'] } }, /"faild" is not known\. Did you mean failed\?/],
    [{ serch: {} }, /"serch" is not known\. Did you mean search\?/],
    [
      { search: { get: '/tasks', list: '', id: '/label', name: '/id', visible: '3s' } },
      /at least 15s/,
    ],
    [{ stop: {} }, /write the one call that stops a run/],
    [{ stop: { post: '/x', put: '/x' } }, /write the one call that stops a run/],
    [{ headers: { Authorization: 'Bearer plain' } }, /a secret does not belong into this file/],
    [{ headers: { 'Idempotency-Key': '${JAMES_AUTHORIZATION}' } }, /is written by Davy/],
    [{ on: ['web1'] }, /"on" is not known/],
  ])('is refused with %j', (change, says) => {
    expect(faultOf(change)).toMatch(says);
  });

  it('has tokens that no log shows, with and without the word before them', () => {
    const headers = { Authorization: '${JAMES_AUTHORIZATION}' };
    const text = exampleWith(['jobs'], { reindex: { ...job, headers } });
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
    const secrets = loaded.kind === 'loaded' ? loaded.secrets : loaded.faults;
    expect(secrets).toEqual(expect.arrayContaining(['Bearer a-james-token', 'a-james-token']));
  });
});
