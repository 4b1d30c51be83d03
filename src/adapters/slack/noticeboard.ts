import { z } from 'zod';
import type { Content, Noticeboard } from '../../ports/noticeboard.ts';
import { asFault, type SlackAccount, type SlackCall, slackCall, SlackSaidNo } from './call.ts';
import { blind, countBelow, isPrivate, takeAway } from './channel.ts';
import { classicMemory, type ClassicMemory } from './classic-memory.ts';

/**
 * One board. `retries` counts only calls that never left this machine; nobody waits when Slack says
 * "too many". `now` is real time in ms.
 */
export type NoticeboardOptions = SlackAccount & {
  readonly retries: number;
  readonly now: () => number;
};

/** Words after which a message cannot be edited any more. */
const gone: readonly string[] = ['message_not_found', 'cant_update_message', 'edit_window_closed'];

const pagesMax = 5;

const Posted = z.object({ ok: z.literal(true), channel: z.string(), ts: z.string() });
const Updated = z.object({ ok: z.literal(true), ts: z.string() });
const Found = z.object({
  ok: z.literal(true),
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Posts and edits messages in Slack, and finds a post again whose answer was lost. */
export function slackNoticeboard(options: NoticeboardOptions): Noticeboard {
  const call = slackCall(options, options.retries);
  const memory = classicMemory(options.now);
  return {
    async post({ channel, thread, broadcast, content, key }) {
      const place = {
        channel,
        ...(thread === null
          ? {}
          : { thread_ts: thread, ...(broadcast ? { reply_broadcast: true } : {}) }),
      };
      const metadata = { event_type: eventType, event_payload: { key } };
      const posted = await send(
        call,
        memory,
        'chat.postMessage',
        { ...place, ...quiet, metadata },
        content,
        Posted,
      );
      return { channel: posted.channel, ts: posted.ts };
    },
    async update({ channel, ts, content }) {
      try {
        await send(call, memory, 'chat.update', { channel, ts }, content, Updated);
        return 'updated';
      } catch (error) {
        if (
          error instanceof Error &&
          error.cause instanceof SlackSaidNo &&
          gone.includes(error.cause.word)
        )
          return 'gone';
        throw error;
      }
    },
    below: (place) => countBelow(call, place),
    remove: (message) => takeAway(call, message),
    find: (place) => find(call, place),
  };
}

const eventType = 'davy_message';
const quiet = { unfurl_links: false, unfurl_media: false };

/**
 * Sends the newer form where Slack takes it; where it says "invalid blocks" the classic one goes at
 * once.
 */
async function send<Answer>(
  call: SlackCall,
  memory: ClassicMemory,
  method: string,
  args: Readonly<Record<string, unknown>>,
  { text, rich, classic }: Content,
  answer: z.ZodType<Answer>,
): Promise<Answer> {
  const newer = newerBlocks(rich, classic);
  const plain = memory.refuses(newer);
  try {
    return await call(method, { ...args, text, blocks: plain ? classic : rich }, answer);
  } catch (error) {
    const refused =
      error instanceof SlackSaidNo && error.word === 'invalid_blocks' && !plain && newer.length > 0;
    if (!refused) throw asFault(method, error);
    memory.remember(newer, error.details);
  }
  try {
    return await call(method, { ...args, text, blocks: classic }, answer);
  } catch (error) {
    throw asFault(method, error);
  }
}

function newerBlocks(rich: readonly object[], classic: readonly object[]): readonly string[] {
  const old = new Set(classic.map(typeOf));
  return [...new Set(rich.map(typeOf))].filter((type) => !old.has(type));
}

function typeOf(block: object): string {
  return 'type' in block && typeof block.type === 'string' ? block.type : '';
}

/**
 * Looks only where the post would be: in its thread, or in its channel. Answered by the bot's own
 * key, never by words.
 */
async function find(
  call: SlackCall,
  { channel, thread, key }: Parameters<Noticeboard['find']>[0],
): ReturnType<Noticeboard['find']> {
  if (isPrivate(channel)) return 'cannot-look';
  const [method, place] =
    thread === null
      ? ['conversations.history', { channel }]
      : ['conversations.replies', { channel, ts: thread }];
  try {
    let cursor = '';
    for (let page = 0; page < pagesMax; page += 1) {
      const { messages, response_metadata } = await call(
        method,
        { ...place, include_all_metadata: true, limit: 200, ...(cursor === '' ? {} : { cursor }) },
        Found,
      );
      const mine = messages.find(
        ({ metadata }) =>
          metadata?.event_type === eventType && metadata.event_payload['key'] === key,
      );
      if (mine) return { ts: mine.ts };
      cursor = response_metadata?.next_cursor ?? '';
      if (cursor === '') return 'none';
    }
    return 'none';
  } catch (error) {
    if (!(error instanceof SlackSaidNo)) throw error;
    if (blind.includes(error.word)) return 'cannot-look';
    if (error.word === 'thread_not_found') return 'none';
    throw asFault(method, error);
  }
}
