import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { lookAtDeploys } from '../../src/doctor/deploys.ts';
import { findingLine } from '../../src/doctor/finding.ts';
import { example } from '../support/example.ts';

/** What the doctor says of a token of which Sentry answers this. */
async function look(answer: Response, text = example.replace('new_errors: 0,', 'deploys: true,')) {
  const loaded = loadConfig(
    {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 's',
      SENTRY_AUTH_TOKEN: 'st',
      PROMETHEUS_URL: 'http://p',
      PAGERDUTY_BOARD_KEY: 'p',
      JIRA_URL: 'http://j',
      JIRA_TOKEN: 'j',
    },
    () => text,
  );
  if (loaded.kind !== 'loaded') throw new Error(loaded.faults.join());
  const asked: string[] = [];
  const found = await lookAtDeploys(loaded.config, loaded.environment, async (url, init) => {
    asked.push(`${init?.method ?? 'GET'} ${String(url instanceof Request ? url.url : url)}`);
    return answer;
  });
  return { asked, found: found.map(findingLine) };
}

const may = (...scopes: readonly string[]) => Response.json({ version: '0', auth: { scopes } });

describe('the doctor, looking whether deploys can be recorded', () => {
  it('asks what the token may, and writes nothing', async () => {
    expect(await look(may('event:read', 'project:releases'))).toEqual({
      asked: ['GET https://sentry.io/api/0/'],
      found: ['✓ Sentry lets Davy record deploys'],
    });
  });

  it('names the scope that a reading token lacks', async () => {
    const { found } = await look(may('event:read', 'org:read'));
    expect(found).toEqual([expect.stringMatching(/^✗ .*\n.*scope project:releases too/)]);
  });

  it('says nothing of a token that is wrong as such, or where nobody asked', async () => {
    expect((await look(Response.json({ detail: 'Invalid token' }, { status: 401 }))).found).toEqual(
      [],
    );
    expect(await look(may(), example)).toEqual({ asked: [], found: [] });
  });

  it('admits what it cannot see', async () => {
    expect((await look(Response.json({ version: '0', auth: null }))).found).toEqual([
      '✓ note: whether Sentry lets Davy record deploys shows with the first pre-release',
    ]);
  });
});
