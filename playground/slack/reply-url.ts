import { z } from 'zod';
import { fromJson } from './api/args.ts';
import { readContent } from './api/content.ts';
import { messageOf } from './api/message-json.ts';
import type { Content } from './entry.ts';
import type { Reply } from './tickets.ts';
import type { World } from './world.ts';
import { edit, post, whisper } from './write.ts';

const bodySchema = z.looseObject({
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.union([z.boolean(), z.stringbool()]).optional(),
  delete_original: z.union([z.boolean(), z.stringbool()]).optional(),
  thread_ts: z.string().optional(),
});

/** What a `response_url` answers over HTTP. */
export type UrlAnswer = { readonly status: number; readonly body: string };

const json = (status: number, body: unknown): UrlAnswer => ({ status, body: JSON.stringify(body) });

/** Takes what an app says through a `response_url`: 5 times within 30 minutes. */
export function answerUrl(world: World, token: string, body: string): UrlAnswer {
  const used = world.tickets.useReply(token);
  if (used.kind !== 'good') return json(404, { ok: false, error: used.kind });
  const parsed = bodySchema.safeParse(fromJson(body));
  if (!parsed.success) return { status: 400, body: 'invalid_payload' };
  const said = parsed.data;
  if (said.delete_original === true) return remove(world, used.reply);
  const read = readContent(world, said);
  if (read.kind === 'refused') {
    world.record({
      kind: 'refused',
      method: 'response_url',
      error: String(read.answer['error']),
      channel: used.reply.channel,
    });
    return { status: 400, body: String(read.answer['error']) };
  }
  const { reply } = used;
  if (said.replace_original === true && reply.ts !== undefined)
    return replace(world, reply, reply.ts, read.content);
  const thread = said.thread_ts === undefined ? {} : { thread: said.thread_ts };
  if (said.response_type === 'in_channel')
    post(
      world,
      { channel: reply.channel, user: world.workspace.bot.user, ...thread },
      read.content,
    );
  else whisper(world, { channel: reply.channel, to: reply.user, ...thread }, read.content);
  return { status: 200, body: 'ok' };
}

function replace(world: World, reply: Reply, ts: string, content: Content): UrlAnswer {
  if (reply.whisper === true)
    world.record({ kind: 'whisper-edited', channel: reply.channel, ts, to: reply.user, content });
  const message = messageOf(world, reply.channel, ts);
  if (message !== undefined) edit(world, message, content);
  return { status: 200, body: 'ok' };
}

function remove(world: World, reply: Reply): UrlAnswer {
  const { channel, ts, user } = reply;
  if (ts !== undefined && reply.whisper === true)
    world.record({ kind: 'whisper-deleted', channel, ts, to: user });
  if (ts !== undefined && messageOf(world, channel, ts) !== undefined)
    world.record({ kind: 'deleted', channel, ts });
  return { status: 200, body: 'ok' };
}
