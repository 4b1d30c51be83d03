/**
 * # src/slack/door
 *
 * Where Slack comes in: checks signature and workspace, parses once, stores, acknowledges. Decides
 * what is believed.
 */

import { isForUs, type Identity } from './identity.ts';
import { texts } from '../../texts/texts.ts';
import type { Services } from '../../service/service.ts';
import type { Log } from '../../ports/log.ts';
import type { ReadRequest, SlackRequest } from '../match/request.ts';

/** What both ways in, HTTP and the socket, ask of the rest. */
export type Door = {
  readonly identity: () => Promise<Identity>;
  readonly read: ReadRequest;
  readonly inbox: {
    take(request: SlackRequest): Promise<'saved' | 'known' | 'not-saved'>;
    begin(request: SlackRequest): void;
  };
  /** What a form is checked against. */
  readonly services: Services;
  readonly now: () => number;
  /** Tells somebody who pressed a button; the answer to a click itself shows nothing. */
  readonly tellNotSaved: (request: SlackRequest) => void;
  readonly log: Log;
};

/** What Slack is told, whichever way it came in. */
export type Accepted =
  /**
   * Acknowledged, perhaps with words. `begin` starts the work, once the acknowledgement is on its
   * way.
   */
  | {
      readonly kind: 'acknowledged';
      readonly body: object | null;
      readonly isSaved: boolean;
      readonly begin: () => void;
    }
  /** Not acknowledged: Slack brings it again. */
  | { readonly kind: 'again' }
  /** From another app or workspace: nobody works on it. */
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Takes one request whose sender is proven: for us, readable, saved, and only then acknowledged.
 */
export async function accept(door: Door, body: unknown): Promise<Accepted> {
  const identity = await door.identity().catch(() => null);
  if (!identity) return { kind: 'again' };
  if (!isForUs(body, identity)) return { kind: 'refused', why: 'wrong-app-or-workspace' };
  const request = door.read(body);
  if (!request) {
    door.log.debug({}, 'Slack sent something Davy does not answer');
    return acknowledged(null);
  }
  const faults = formFaults(request, door);
  if (faults) return acknowledged({ response_action: 'errors', errors: faults });
  const saved = await door.inbox.take(request);
  if (saved === 'not-saved') return sayNotSaved(door, request);
  return {
    kind: 'acknowledged',
    body: null,
    isSaved: true,
    begin: () => saved === 'saved' && door.inbox.begin(request),
  };
}

/**
 * What is wrong with a form that was sent, by field: told while it is open, so that nothing typed
 * is lost.
 */
function formFaults(
  { asked }: SlackRequest,
  { services, now }: Pick<Door, 'services' | 'now'>,
): Readonly<Record<string, string>> | null {
  return asked.kind === 'command' && asked.door === 'form'
    ? asked.command.check(asked.words, services, now())
    : null;
}

function acknowledged(body: object | null): Accepted {
  return { kind: 'acknowledged', body, isSaved: false, begin: () => undefined };
}

function sayNotSaved(door: Door, request: SlackRequest): Accepted {
  const { slack } = request;
  door.log.error({}, 'the database did not take a delivery within 1.5 s; its sender was told');
  if ('command' in slack)
    return acknowledged({ response_type: 'ephemeral', text: texts.replies.door.notSaved });
  switch (slack.type) {
    case 'view_submission': {
      const block = Object.keys(slack.view.state.values)[0];
      return acknowledged(
        block === undefined
          ? {}
          : { response_action: 'errors', errors: { [block]: texts.replies.door.notSaved } },
      );
    }
    case 'block_actions':
    case 'shortcut':
    case 'message_action':
      return {
        kind: 'acknowledged',
        body: null,
        isSaved: false,
        begin: () => door.tellNotSaved(request),
      };
    // Slack brings events again when they are not acknowledged.
    case 'event_callback':
      return { kind: 'again' };
  }
}
