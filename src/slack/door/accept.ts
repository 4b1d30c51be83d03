import { isForUs, type Identity } from './identity.ts';
import { type Inbound, readInbound } from './inbound.ts';
import { texts } from '../../texts/texts.ts';
import type { DoorLog } from './log.ts';

/** What both ways in, HTTP and the socket, ask of the rest. */
export type Door = {
  readonly identity: () => Promise<Identity>;
  readonly inbox: {
    take(inbound: Inbound): Promise<'saved' | 'known' | 'not-saved'>;
    begin(inbound: Inbound): void;
  };
  /** What is wrong with a form, by field; null when nothing is. */
  readonly faultsOf: (inbound: Inbound) => Readonly<Record<string, string>> | null;
  /** Tells somebody who pressed a button; the answer to a click itself shows nothing. */
  readonly tellNotSaved: (inbound: Inbound) => void;
  readonly log: DoorLog;
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
  const inbound = readInbound(body);
  if (!inbound) {
    door.log.debug({}, 'Slack sent something Davy does not answer');
    return acknowledged(null);
  }
  const faults = door.faultsOf(inbound);
  if (faults) return acknowledged({ response_action: 'errors', errors: faults });
  const saved = await door.inbox.take(inbound);
  if (saved === 'not-saved') return sayNotSaved(door, inbound);
  return {
    kind: 'acknowledged',
    body: null,
    isSaved: true,
    begin: () => saved === 'saved' && door.inbox.begin(inbound),
  };
}

function acknowledged(body: object | null): Accepted {
  return { kind: 'acknowledged', body, isSaved: false, begin: () => undefined };
}

function sayNotSaved(door: Door, inbound: Inbound): Accepted {
  door.log.error({}, 'the database did not take a delivery within 1.5 s; its sender was told');
  if ('command' in inbound)
    return acknowledged({ response_type: 'ephemeral', text: texts.replies.door.notSaved });
  switch (inbound.type) {
    case 'view_submission': {
      const block = Object.keys(inbound.view.state.values)[0];
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
        begin: () => door.tellNotSaved(inbound),
      };
    // Slack brings events again when they are not acknowledged.
    case 'event_callback':
      return { kind: 'again' };
  }
}
