import { whisperProves } from '../slack/answer/may-post.ts';
import { type Finding, ill, well } from './finding.ts';
import { type Account, callSlack } from './slack-call.ts';
import { lookAtSharedChannels } from './shared-channels.ts';
import { type Approving, lookAtPeople, type Named } from './slack-people.ts';
import { workspaceOf } from './slack-workspace.ts';

/** What Davy cannot work without. */
export const neededScopes: readonly string[] = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'usergroups:read',
  'users:read',
];

/** What Davy can work without, and what is missing then. */
export const optionalScopes: readonly {
  readonly scopes: readonly string[];
  readonly without: string;
}[] = [
  {
    scopes: ['channels:history', 'groups:history', 'metadata.message:read'],
    without: 'a post whose answer is lost may then appear twice',
  },
  {
    scopes: ['users:read.email'],
    without: 'after a rollback the author of the likely cause is named, not called',
  },
  {
    scopes: ['canvases:write'],
    without: 'reports of weeks and months are messages, not canvases',
  },
  {
    scopes: ['channels:read'],
    without:
      'npm run setup asks for the ids of channels instead of listing them, ' +
      'and nobody says which are shared with other organisations',
  },
  {
    scopes: ['reactions:write'],
    without: 'a mention gets no pair of eyes before its answer',
  },
];

/**
 * Looks at the token, its scopes, the channels and the people davy.yml names. Nothing is posted
 * that anybody else can see.
 */
export async function lookAtSlack(
  account: Account,
  channels: readonly string[],
  people: readonly Named[],
  teams: readonly Approving[],
): Promise<readonly Finding[]> {
  const self = await callSlack(account, 'auth.test', {});
  if (!self)
    return [
      ill(
        `Slack at ${account.apiUrl} does not answer`,
        'Check SLACK_API_URL and the network of this machine',
      ),
    ];
  if (!self.answer.ok)
    return [
      ill(
        `Slack refuses the token: ${self.answer.error ?? 'no reason'}`,
        'Install the app again and copy the Bot User OAuth Token into SLACK_BOT_TOKEN',
      ),
    ];
  const bot = self.answer.user_id ?? '';
  const own = await workspaceOf(account, self.answer.is_enterprise_install === true);
  return [
    well(`Slack knows Davy in ${self.answer.team ?? 'its workspace'}`),
    ...scopesOf(self.scopes),
    ...(await socketOf(account)),
    ...(await Promise.all(channels.map((channel) => joined(account, channel, bot)))),
    ...(await lookAtSharedChannels(account, channels)),
    ...(own.kind === 'unknown'
      ? [own.finding]
      : await lookAtPeople({ ...account, asked: own.asked }, people, teams)),
  ];
}

function scopesOf(scopes: readonly string[] | null): readonly Finding[] {
  if (scopes === null)
    return [
      ill('Slack does not say which scopes were granted', 'Compare them with manifest.yml by hand'),
    ];
  const missing = neededScopes.filter((scope) => !scopes.includes(scope));
  return [
    missing.length === 0
      ? well('all scopes were granted')
      : ill(
          `missing scopes: ${missing.join(', ')}`,
          'Add them as in manifest.yml and install the app again',
        ),
    ...optionalScopes.flatMap((optional) => {
      const blind = optional.scopes.filter((scope) => !scopes.includes(scope));
      const what = optional.scopes.length === 1 ? 'scope' : 'scopes';
      return blind.length === 0
        ? []
        : [well(`optional ${what} not granted: ${blind.join(', ')}; ${optional.without}`)];
    }),
  ];
}

/** Asks for an address to connect to, as Davy does at every start, and does not go there. */
async function socketOf({ appToken, ...account }: Account): Promise<readonly Finding[]> {
  if (appToken === undefined) return [];
  const asked = await callSlack({ ...account, token: appToken }, 'apps.connections.open', {});
  if (!asked) return [ill('Socket Mode: Slack does not answer', 'Try again')];
  if (asked.answer.ok) return [well('Slack opens a socket for Davy')];
  return [
    ill(
      `Socket Mode: ${asked.answer.error ?? 'no reason'}`,
      'Turn Socket Mode on for the app, ' +
        'and make an app-level token with connections:write for SLACK_APP_TOKEN',
    ),
  ];
}

/**
 * Whispering to itself shows nothing to anybody, and Slack's refusal tells whether Davy is in the
 * channel.
 */
async function joined(account: Account, channel: string, bot: string): Promise<Finding> {
  const asked = await callSlack(account, 'chat.postEphemeral', {
    channel,
    user: bot,
    text: 'Davy looks whether it may post here.',
  });
  if (!asked) return ill(`channel ${channel}: Slack does not answer`, 'Try again');
  const { ok, error = '' } = asked.answer;
  if (whisperProves(ok ? null : error) === 'yes') return well(`Davy can post in ${channel}`);
  if (error === 'not_in_channel' || error === 'user_not_in_channel')
    return ill(`Davy is not in ${channel}`, 'Type /invite @Davy there');
  return ill(`channel ${channel}: ${error}`, cureOf(error));
}

function cureOf(error: string): string {
  if (error === 'channel_not_found')
    return 'Check the id in davy.yml; for a private channel type /invite @Davy there';
  if (error === 'is_archived') return 'Unarchive the channel, or name another channel in davy.yml';
  return error.startsWith('restricted_action')
    ? 'Only some people may post there: let Davy post, or name another channel in davy.yml'
    : 'Check the channel in Slack';
}
