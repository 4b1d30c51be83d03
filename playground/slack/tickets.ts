import { randomBytes } from 'node:crypto';

/** Where a `response_url` answers to. */
export type Reply = {
  readonly channel: string;
  readonly user: string;
  readonly ts?: string;
  readonly whisper?: boolean;
  readonly thread?: string;
};

/**
 * The short-lived permissions Slack hands out: to open a form once within 3 s, to answer 5 times
 * within 30 min.
 */
export type Tickets = {
  readonly trigger: (user: string, view?: string) => string;
  readonly useTrigger: (
    id: string,
  ) =>
    | { readonly kind: 'good'; readonly user: string; readonly view?: string }
    | { readonly kind: 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id' };
  readonly reply: (reply: Reply) => string;
  readonly useReply: (
    token: string,
  ) =>
    | { readonly kind: 'good'; readonly reply: Reply }
    | { readonly kind: 'used_url' | 'expired_url' };
};

const triggerMs = 3_000;
const replyMs = 30 * 60_000;
const replyUses = 5;

/** Keeps the permissions of one running server; a restart forgets them all. */
export function newTickets(now: () => number): Tickets {
  const triggers = new Map<
    string,
    { user: string; view: string | undefined; until: number; used: boolean }
  >();
  const replies = new Map<string, { reply: Reply; until: number; uses: number }>();
  return {
    trigger: (user, view) => {
      const id = `${now()}.${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(16).toString('hex')}`;
      triggers.set(id, { user, view, until: now() + triggerMs, used: false });
      return id;
    },
    useTrigger: (id) => {
      const found = triggers.get(id);
      if (found === undefined) return { kind: 'invalid_trigger_id' };
      if (found.used) return { kind: 'exchanged_trigger_id' };
      if (found.until < now()) return { kind: 'expired_trigger_id' };
      found.used = true;
      return {
        kind: 'good',
        user: found.user,
        ...(found.view === undefined ? {} : { view: found.view }),
      };
    },
    reply: (reply) => {
      const token = randomBytes(18).toString('base64url');
      replies.set(token, { reply, until: now() + replyMs, uses: 0 });
      return token;
    },
    useReply: (token) => {
      const found = replies.get(token);
      if (found === undefined || found.until < now()) return { kind: 'expired_url' };
      found.uses += 1;
      return found.uses > replyUses ? { kind: 'used_url' } : { kind: 'good', reply: found.reply };
    },
  };
}
