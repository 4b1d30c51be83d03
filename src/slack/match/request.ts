import type { Command } from '../../command-kit/command.ts';
import { metadataOf } from './form-metadata.ts';
import { type Asked, matchInbound } from './match.ts';
import { type Inbound, readInbound } from '../door/inbound.ts';
import { type Origin, originOf } from './origin.ts';

/**
 * One request of Slack, parsed and matched once, at the door; saving, urgency and the answer all
 * work with this. `slack` is what is stored: in Slack's own shape, cut down to what is used. So
 * Bolt can route it again after a crash, and any Davy, older or newer, can answer what another one
 * acknowledged: what is made of it here may change from version to version, Slack's shape does not.
 */
export type SlackRequest = {
  /** The name it is stored under: the same for Slack's own repeats, another for a second click. */
  readonly id: string;
  readonly slack: Inbound;
  /** Where an answer goes. */
  readonly origin: Origin;
  readonly asked: Asked;
};

/** Reads what came in from Slack, or out of the inbox; null for what Davy does not answer. */
export type ReadRequest = (body: unknown) => SlackRequest | null;

/** The one place where requests are parsed and matched with what can be said. */
export function requestReader(commands: readonly Command[]): ReadRequest {
  return (body) => {
    const slack = readInbound(body);
    return slack && requestOf(commands, slack);
  };
}

/** What a request that was parsed means. */
export function requestOf(commands: readonly Command[], slack: Inbound): SlackRequest {
  const form =
    'type' in slack && slack.type === 'view_submission'
      ? metadataOf(slack.view.private_metadata)
      : null;
  return {
    id: deliveryIdOf(slack),
    slack,
    origin: originOf(slack, form),
    asked: matchInbound(commands, slack, form),
  };
}

function deliveryIdOf(inbound: Inbound): string {
  if ('command' in inbound) return `slash:${inbound.trigger_id}`;
  switch (inbound.type) {
    case 'block_actions':
      return `click:${inbound.trigger_id}:${inbound.actions[0]?.action_ts ?? ''}`;
    case 'view_submission':
      return `form:${inbound.view.id}:${inbound.view.hash}:${inbound.trigger_id ?? ''}`;
    case 'shortcut':
    case 'message_action':
      return `shortcut:${inbound.trigger_id}`;
    case 'event_callback':
      return inbound.event.type === 'app_mention'
        ? // One message is one order, however often it is edited and brought again.
          `mention:${inbound.event.channel}:${inbound.event.ts}`
        : `event:${inbound.event_id}`;
  }
}
