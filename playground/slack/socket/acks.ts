import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { z } from 'zod';

const patienceMs = 3_000;

/** Whether the app acknowledged an envelope in time, and what it said with it. */
export type Acknowledged =
  | { readonly kind: 'acknowledged'; readonly payload: unknown }
  | { readonly kind: 'operation_timeout' | 'dispatch_failed' };

type Waiting = {
  readonly link: WebSocket;
  readonly words: boolean;
  readonly settle: (acknowledged: Acknowledged) => void;
};

const answerSchema = z.strictObject({ envelope_id: z.string(), payload: z.unknown().optional() });

/** The envelopes under way of all links. */
export type Acks = ReturnType<typeof newAcks>;

/** Envelopes under way: each waits for its acknowledgement on the link it was sent on. */
export function newAcks() {
  const waiting = new Map<string, Waiting>();
  return {
    send: (
      link: WebSocket,
      envelope: { readonly accepts_response_payload: boolean },
    ): Promise<Acknowledged> =>
      new Promise((resolve) => {
        const envelope_id = randomUUID();
        const late = setTimeout(() => {
          waiting.delete(envelope_id);
          resolve({ kind: 'operation_timeout' });
        }, patienceMs);
        const settle = (acknowledged: Acknowledged) => {
          clearTimeout(late);
          resolve(acknowledged);
        };
        waiting.set(envelope_id, { link, words: envelope.accepts_response_payload, settle });
        link.send(JSON.stringify({ envelope_id, ...envelope }));
      }),
    /** False for what Slack would not understand. */
    heard(link: WebSocket, text: string): boolean {
      const answer = answerSchema.safeParse(parsed(text)).data;
      const one = answer && waiting.get(answer.envelope_id);
      // A late acknowledgement is of no use, and no fault.
      if (answer && !one) return true;
      if (!answer || !one || one.link !== link) return false;
      const said = Object.keys(Object(answer.payload)).length > 0;
      if (said && !one.words) return false;
      waiting.delete(answer.envelope_id);
      one.settle({ kind: 'acknowledged', payload: said ? answer.payload : undefined });
      return true;
    },
    /** Whatever was under way on a link that is gone was never acknowledged. */
    lost(link: WebSocket): void {
      for (const [id, one] of waiting) {
        if (one.link !== link) continue;
        waiting.delete(id);
        one.settle({ kind: 'dispatch_failed' });
      }
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
