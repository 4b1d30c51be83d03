import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { texts } from '../../texts/texts.ts';
import type { Identity } from '../door/identity.ts';

const notThere: readonly string[] = ['not_in_channel', 'channel_not_found', 'is_archived'];

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
    return 'yes';
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) return 'unknown';
    return notThere.includes(error.data.error) ? 'no' : 'yes';
  }
}
