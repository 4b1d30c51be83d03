import { adoptMessage } from './adopt.ts';
import { freezeMessages } from './freeze.ts';
import { freezeReminders } from './freeze-reminder.ts';
import type { ServiceFacts, WantedMessage } from '../thread-facts.ts';

/** Every message about a service as a whole, and what each says now. */
export function serviceMessagesOf(facts: ServiceFacts): readonly WantedMessage[] {
  return [
    adoptMessage(facts),
    ...freezeMessages(facts.line, facts.service),
    ...freezeReminders(facts),
  ].filter((message) => message !== null);
}
