import { describe, expect, it } from 'vitest';
import { mayByDefault } from '../../src/release/authority/may.ts';
import { servicesOf } from '../../src/assemble/services.ts';
import { readDavyYml } from '../../src/config/read.ts';
import { approverIds, ofService, rosterIds } from '../../src/service/service.ts';
import { example, exampleWithout } from '../support/example.ts';

function board(text: string, jiraUrl?: string) {
  const read = readDavyYml(text, { PAGERDUTY_BOARD_KEY: 'a-routing-key' });
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join('\n'));
  return ofService(servicesOf(read.config, { JIRA_URL: jiraUrl }), 'board');
}

describe('a service of davy.yml', () => {
  it('is read once, into values of our own', () => {
    expect(board(example, 'https://acme.example/')).toEqual({
      name: 'board',
      channel: 'C0RELEASES',
      changelogChannel: 'C0CHANGELOG',
      teams: [
        { name: 'whiteboard', approvers: ['S0WHITE'], owns: ['server/board/**'] },
        { name: 'accounts', approvers: ['U0ANA', 'U0TOM'], owns: ['server/accounts/**'] },
      ],
      oncall: 'S0ONCALL',
      secondOncall: 'S0LEADS',
      admins: ['U0MO'],
      dashboard: 'https://dash.example.com/board?release={version}',
      statusPage: 'https://status.example.com',
      tickets: {
        url: 'https://acme.example',
        projects: ['BRD', 'ACC'],
        done: 'Done',
        fixVersion: 'board {version}',
      },
      jobs: {
        'clear-cache': {
          name: 'clear-cache',
          hosts: ['web1.example.com', 'web2.example.com'],
          who: ['S0WHITE'],
          rules: { anytime: false, again: true, timeoutMs: 120_000 },
          needsVersion: true,
        },
      },
      may: mayByDefault,
      reaper: { terminateAfterMs: null },
      images: null,
      mostServers: 4,
      plan: expect.any(Function),
    });
  });

  it('plans a release with what a person chose for it', () => {
    const { plan } = board(example);
    expect(plan()).toMatchObject({ servers: 1, soakMs: 4 * 3_600_000 });
    expect(plan({ servers: 2, soakMs: 60_000, teams: ['accounts'] })).toMatchObject({
      servers: 2,
      soakMs: 60_000,
      signOff: [{ team: 'accounts', approvals: 1 }],
      daily: { zone: 'Europe/Amsterdam' },
    });
  });

  it('says null for what davy.yml leaves out', () => {
    const without = exampleWithout(['changelog_channel'], ['dashboard'], ['status_page']);
    expect(board(without)).toMatchObject({
      changelogChannel: null,
      dashboard: null,
      statusPage: null,
      tickets: null,
    });
  });

  it('names whom a directory is asked for', () => {
    const service = board(example);
    expect(approverIds(service)).toEqual({ whiteboard: ['S0WHITE'], accounts: ['U0ANA', 'U0TOM'] });
    expect(rosterIds(service)).toEqual({ ...approverIds(service), 'on-call': ['S0ONCALL'] });
    expect(rosterIds({ ...service, oncall: null })).toMatchObject({ 'on-call': [] });
  });

  it('is missing where davy.yml has it no more, whatever it is called', () => {
    for (const name of ['web', 'constructor'])
      expect(() => ofService({ board: 1 }, name)).toThrow(
        `davy.yml has no service ${name} any more, but the ledger has releases of it.`,
      );
  });
});
