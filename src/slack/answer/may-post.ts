import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { texts } from '../../texts/texts.ts';
import type { Identity } from '../door/identity.ts';

/**
 * What Slack says where it would let Davy post nothing. Davy whispers to itself, so a recipient who
 * is not in the channel is Davy, too.
 */
const closed: readonly string[] = [
  'not_in_channel',
  'user_not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_only_channel',
  'team_access_not_granted',
  'access_denied',
  'ekm_access_denied',
  'no_permission',
  'missing_scope',
];

/**
 * What the answer to such a whisper proves, null where it was taken. That a robot cannot be written
 * to is said only where the channel would do; any other trouble proves nothing.
 */
export function whisperProves(error: string | null): 'yes' | 'no' | 'unknown' {
  if (error === null || error === 'cannot_dm_bot') return 'yes';
  return closed.includes(error) ? 'no' : 'unknown';
}

/**
 * Asks Slack whether Davy is in a channel. Nothing shorter than trying answers that without reading
 * rights, so Davy whispers to itself, which nobody sees.
 */
export async function mayPost(
  client: Pick<WebClient, 'apiCall'>,
  channel: string,
  identity: () => Identity | null,
): Promise<'yes' | 'no' | 'unknown'> {
  const self = identity();
  if (self === null) return 'unknown';
  try {
    await client.apiCall('chat.postEphemeral', {
      channel,
      user: self.user,
      text: texts.replies.door.mayPost,
    });
    return whisperProves(null);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) return 'unknown';
    return whisperProves(error.data.error);
  }
}
