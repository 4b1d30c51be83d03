import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Log } from '../../ports/log.ts';

/**
 * Shows with a pair of eyes that a mention was heard, where that right was granted. The answer
 * comes in words in any case.
 */
export function eyesOn(
  client: Pick<WebClient, 'apiCall'>,
  log: Log,
): (channel: string, ts: string) => void {
  let granted = true;
  return (channel, ts) => {
    if (!granted) return;
    client
      .apiCall('reactions.add', { channel, timestamp: ts, name: 'eyes' })
      .catch((cause: unknown) => {
        const word = cause instanceof WebAPIPlatformError ? cause.data.error : '';
        // Asked once: without the scope nobody misses anything.
        if (word === 'missing_scope') granted = false;
        else if (word !== 'already_reacted')
          log.debug({ cause: String(cause) }, 'a mention could not be marked as heard');
      });
  };
}
