import { adoptMessage } from './adopt.ts';
import { freezeMessages } from './freeze.ts';
import { freezeNudges } from './reminder.ts';
import type { LineStory, WantedMessage } from '../thread-facts.ts';

/** Every message about a service as a whole, and what each says now. */
export function lineMessagesOf(story: LineStory): readonly WantedMessage[] {
  return [
    adoptMessage(story),
    ...freezeMessages(story.line, story.service),
    ...freezeNudges(story),
  ].filter((message) => message !== null);
}
