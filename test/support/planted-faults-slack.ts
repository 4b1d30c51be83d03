import { changing, env, nowhere, type PlantedFault, withHeader, yml } from './planted-fault.ts';

/** Faults of Slack, its channels and its people. */
export const slackFaults: readonly PlantedFault[] = [
  {
    fault: 'the token of Slack was revoked',
    plant: env('SLACK_BOT_TOKEN', 'xoxb-of-before'),
    finds: /Slack refuses the token: invalid_auth/,
    cure: /copy the Bot User OAuth Token/,
  },
  {
    fault: 'Slack cannot be reached',
    plant: env('SLACK_API_URL', `${nowhere}/api/`),
    finds: /Slack at .* does not answer/,
    cure: /SLACK_API_URL/,
  },
  {
    fault: 'a scope was not granted',
    plant: (team) =>
      changing(team, 'auth.test', (answer) =>
        withHeader(
          answer,
          'x-oauth-scopes',
          (answer.headers.get('x-oauth-scopes') ?? '').replace('app_mentions:read,', ''),
        ),
      ),
    finds: /missing scopes: app_mentions:read$/m,
    cure: /manifest\.yml/,
  },
  {
    fault: 'the app-level token is not one',
    plant: env('SLACK_APP_TOKEN', 'xapp-1-of-before'),
    finds: /Socket Mode: /,
    cure: /connections:write/,
  },
  {
    fault: 'Davy is not in the channel',
    plant: yml('channel: C0RELEASES', 'channel: C0RANDOM'),
    finds: /Davy is not in C0RANDOM/,
    cure: /\/invite @Davy/,
  },
  {
    fault: 'Davy is not in the channel of the summaries',
    plant: yml('channel: C0NEWS', 'channel: C0RANDOM'),
    finds: /Davy is not in C0RANDOM/,
    cure: /\/invite @Davy/,
  },
  {
    fault: 'the channel is archived',
    plant: yml('changelog_channel: C0CHANGELOG', 'changelog_channel: C0OLD'),
    finds: /channel C0OLD: is_archived/,
    cure: /Unarchive/,
  },
  {
    fault: 'there is no such channel',
    plant: yml('changelog_channel: C0CHANGELOG', 'changelog_channel: C0NOPE'),
    finds: /channel C0NOPE: channel_not_found/,
    cure: /Check the id/,
  },
  {
    fault: 'only some people may post in the channel',
    plant: async ({ slack }) => {
      const where = { method: 'chat.postEphemeral', times: 1 };
      await slack.fault({ kind: 'error', error: 'restricted_action', ...where });
      return { mend: slack.mend };
    },
    finds: /restricted_action/,
    cure: /let Davy post/,
  },
  {
    fault: 'the group of those who approve is empty',
    plant: yml('[S0WHITE]', '[S0EMPTY]'),
    finds: /the group S0EMPTY is empty \(approves for whiteboard\)/,
    cure: /Add people/,
  },
  {
    fault: 'there is no such group',
    plant: yml('[S0WHITE]', '[S0NOPE]'),
    finds: /S0NOPE: no_such_subteam/,
    cure: /id of the user group/,
  },
  {
    fault: 'who approves has left',
    plant: yml('[S0WHITE]', '[S0WHITE, U0LEFT]'),
    finds: /U0LEFT \(approves for whiteboard\) has left/,
    cure: /somebody else/,
  },
  {
    fault: 'who approves is a bot',
    plant: yml('[S0WHITE]', '[S0WHITE, U0ROBOT]'),
    finds: /U0ROBOT .* is a bot/,
    cure: /Name a person/,
  },
  {
    fault: 'nobody who is on call can be reached',
    plant: yml('oncall: S0ONCALL', 'oncall: S0GONE'),
    finds: /nobody in the group S0GONE can be reached \(on call for board\)/,
    cure: /Add people who are there/,
  },
  {
    fault: 'nobody is called second',
    plant: yml('who: S0LEADS', 'who: S0EMPTY'),
    finds: /the group S0EMPTY is empty \(called second for board\)/,
    cure: /Add people/,
  },
  {
    fault: 'more have to approve than there are',
    plant: yml('approvals: 1', 'approvals: 3'),
    finds: /whiteboard of board has 2 approvers, and 3 have to approve/,
    cure: /prerelease\.approvals/,
  },
];
