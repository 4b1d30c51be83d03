/**
 * # src/terminal
 *
 * Davy on its own machine, for the day Slack is away: which words are known there, who speaks, and
 * how an answer reads. What happens is decided by the commands people use in Slack.
 */

import { type AtTerminal, terminalActs } from '../release/state/at-terminal.ts';
import type { Event } from '../release/state/event.ts';

type Act = Extract<Event, { kind: (typeof terminalActs)[number] }>;

/** Says of an act that it was done at a terminal, by whom and why; nothing else is done there. */
export function doneAtTerminal(event: Event, terminal: AtTerminal): Event {
  if (!isAct(event)) throw new Error(`${event.kind} cannot be said at a terminal`);
  return { ...event, terminal };
}

function isAct(event: Event): event is Act {
  return terminalActs.some((act) => act === event.kind);
}
