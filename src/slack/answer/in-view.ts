import { texts } from '../../texts/texts.ts';
import type { Origin } from '../match/origin.ts';
import type { Speaker } from './speaker.ts';

const { choice } = texts.replies;

/**
 * Answers a press on the Home tab in front of it, and a press in front of it in the same place;
 * false when that is too late.
 */
export async function answerInView(
  { client, log }: Speaker,
  { view, trigger, user }: Origin,
  blocks: readonly object[],
): Promise<boolean> {
  if (!view || (view.type === 'home' && trigger === null)) return false;
  const modal = {
    type: 'modal',
    title: { type: 'plain_text', text: choice.davy },
    close: { type: 'plain_text', text: choice.close },
    blocks,
  };
  try {
    await (view.type === 'home'
      ? client.apiCall('views.open', { trigger_id: trigger, view: modal })
      : client.apiCall('views.update', { view_id: view.id, view: modal }));
    return true;
  } catch (cause) {
    log.warn(
      { cause: String(cause), user },
      'an answer could not be shown in front of the Home tab; it is written instead',
    );
    return false;
  }
}
