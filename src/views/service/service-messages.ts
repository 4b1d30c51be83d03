import { adoptMessage } from './adopt.ts';
import { freezeMessages } from './freeze.ts';
import { freezeReminders } from './freeze-reminder.ts';
import { strayMessages } from './strays.ts';
import { unlockedMessage } from './unlocked.ts';
import type { ServiceFacts, WantedMessage } from '../thread-facts.ts';

/** Every message about a service as a whole, and what each says now. */
export function serviceMessagesOf(facts: ServiceFacts): readonly WantedMessage[] {
  return [
    adoptMessage(facts),
    unlockedMessage(facts.line.endedLock, facts.service),
    ...freezeMessages(facts.line, facts.service),
    ...freezeReminders(facts),
    ...strayMessages(facts),
  ].filter((message) => message !== null);
}
