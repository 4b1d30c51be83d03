import { afterEach, describe, expect, it } from 'vitest';
import { slackPeople } from '../../../src/adapters/slack/people.ts';
import { slackWorkspace } from '../../../src/adapters/slack/workspace.ts';
import { lookAtSlack } from '../../../src/doctor/slack.ts';
import { identityOf } from '../../../src/slack/door/identity.ts';
import { playgroundWorkspace } from '../../../playground/slack/workspace.ts';
import { aSlack } from '../../playground/slack/a-slack.ts';

const { teamId } = playgroundWorkspace();

let open: Awaited<ReturnType<typeof aSlack>> | undefined;
afterEach(() => open?.close());

/** Davy's app is installed for all of an organisation, and let into these workspaces. */
async function installed(teams: readonly string[] = [teamId]) {
  const slack = await aSlack({
    organisation: { id: 'E0ACME', teams },
    scopes: ['users:read', 'usergroups:read', 'channels:read', 'commands', 'chat:write'],
  });
  open = slack;
  return { slack, account: { token: 'xoxb-davy', apiUrl: slack.apiUrl, fetch } };
}

describe('an app of a whole organisation', () => {
  it('is refused by the local Slack, as by Slack, where it names no workspace', async () => {
    const { slack } = await installed();
    for (const method of ['usergroups.list', 'usergroups.users.list', 'users.list'])
      expect(await slack.refusal(method, { usergroup: 'S0WHITE' })).toBe('missing_argument');
    expect(await slack.refusal('conversations.list')).toBe('missing_argument');
    expect(await slack.refusal('bots.info')).toBe('missing_argument');
    expect(await slack.refusal('usergroups.list', { team_id: 'T0OTHER' })).toBe(
      'team_access_not_granted',
    );
  });

  it('knows who is in a group, who is a member, and which channels there are', async () => {
    const { account, slack } = await installed();
    const people = slackPeople({ ...account, now: () => 0 });
    const { teams } = await people.roster({ whiteboard: ['S0WHITE'] });
    expect(teams['whiteboard']?.length).toBeGreaterThan(0);
    const listing = await slackWorkspace(account).read();
    expect(listing.channels?.length).toBeGreaterThan(0);
    expect(listing.groups.length).toBeGreaterThan(0);
    expect(await identityOf(slack.client, () => 0).get()).toMatchObject({
      enterprise: 'E0ACME',
      app: playgroundWorkspace().appId,
    });
  });

  it('says what to set where it is let into several, to people and by the doctor', async () => {
    const { account } = await installed([teamId, 'T0OTHER']);
    await expect(
      slackPeople({ ...account, now: () => 0 }).roster({ a: ['S0WHITE'] }),
    ).rejects.toThrow('SLACK_TEAM_ID');
    expect(await lookAtSlack(account, [], [{ id: 'S0WHITE', as: 'approves' }], [])).toContainEqual(
      expect.objectContaining({ todo: expect.stringContaining('SLACK_TEAM_ID') }),
    );
    const said = slackPeople({ ...account, team: teamId, now: () => 0 });
    expect((await said.roster({ a: ['S0WHITE'] })).teams['a']?.length).toBeGreaterThan(0);
  });
});
