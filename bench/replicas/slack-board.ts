import { z } from 'zod';
import type { Entry } from './journal.ts';

const Metadata = z.looseObject({ event_payload: z.looseObject({ key: z.string() }) });
type Post = {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly metadata: unknown;
};

/** Slack's messages: posted, and found again by what Davy tied to them. */
export function slackBoard(note: (entry: Entry) => void) {
  const posts: Post[] = [];
  return {
    /** Null: nothing that concerns messages. */
    answer(door: string, method: string, asked: URLSearchParams): object | null {
      if (door !== 'api') return null;
      const channel = asked.get('channel') ?? '';
      switch (method) {
        case 'chat.postMessage':
          return post(channel, asked);
        case 'conversations.history':
          return found(
            posts.filter(
              (one) =>
                one.channel === channel &&
                one.thread === null &&
                Number(one.ts) > Number(asked.get('oldest') ?? 0),
            ),
          );
        case 'conversations.replies':
          return found(
            posts.filter(
              (one) => one.channel === channel && [one.thread, one.ts].includes(asked.get('ts')),
            ),
          );
        case 'chat.delete': {
          const place = posts.findIndex((one) => one.ts === asked.get('ts'));
          const gone = posts[place];
          if (!gone) return { ok: false, error: 'message_not_found' };
          posts[place] = { ...gone, channel: '' };
          return { ok: true };
        }
        default:
          return null;
      }
    },
  };

  function post(channel: string, asked: URLSearchParams): object {
    const text = asked.get('metadata');
    const metadata: unknown = text === null ? undefined : JSON.parse(text);
    const ts = `1700000000.${String(posts.length + 1).padStart(6, '0')}`;
    posts.push({ ts, channel, thread: asked.get('thread_ts'), metadata });
    const key = Metadata.safeParse(metadata).data?.event_payload.key ?? '';
    if (key !== '') note({ kind: 'posted', at: Date.now(), channel, key });
    return { ok: true, channel, ts, message: {} };
  }
}

function found(messages: readonly Post[]): object {
  return {
    ok: true,
    messages: messages.map(({ ts, metadata }) => ({ ts, metadata })),
    has_more: false,
    response_metadata: { next_cursor: '' },
  };
}
