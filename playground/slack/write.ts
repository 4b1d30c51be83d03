import { randomBytes } from 'node:crypto';
import type { Block } from './blocks/block.ts';
import type { Content, Entry, Message } from './entry.ts';
import { mentionsIn } from './mentions.ts';
import type { World } from './world.ts';

/** Puts a message where everyone in the room sees it, and notes whom it calls. */
export function post(
  world: World,
  where: { channel: string; user: string; thread?: string; broadcast?: boolean },
  content: Content,
): Message {
  const { channel, user, thread, broadcast } = where;
  const message = {
    channel,
    user,
    ts: world.nextTs(),
    ...named(content),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(broadcast === true ? { broadcast } : {}),
  };
  const entry = world.record({ kind: 'posted', message, mentions: mentionsIn(message) });
  return { ...message, version: entry.seq };
}

/** Changes a message; that calls nobody, whatever it says. */
export function edit(world: World, message: Message, content: Content): Entry {
  const { channel, ts, thread_ts } = message;
  const marked = content.blocks === undefined;
  return world.record({
    kind: 'edited',
    channel,
    ts,
    ...(thread_ts === undefined ? {} : { thread: thread_ts }),
    content: named(content),
    marked,
  });
}

/** Shows something to one person only; `user` is who speaks. */
export function whisper(
  world: World,
  where: { channel: string; to: string; user?: string; thread?: string },
  content: Content,
): string {
  const { channel, to, thread, user = world.workspace.bot.user } = where;
  const ts = world.nextTs();
  world.record({
    kind: 'whispered',
    ephemeral: {
      channel,
      to,
      user,
      ts,
      ...named(content),
      ...(thread === undefined ? {} : { thread_ts: thread }),
    },
  });
  return ts;
}

/** Slack names every block that its app left unnamed. */
export function named<Held extends { readonly blocks?: readonly Block[] }>(held: Held): Held {
  if (held.blocks === undefined) return held;
  return { ...held, blocks: held.blocks.map((block) => nameBlock(block)) };
}

function nameBlock(block: Block): Block {
  const block_id = block.block_id ?? randomBytes(4).toString('base64url').slice(0, 5);
  switch (block.type) {
    case 'actions':
      return { ...block, block_id, elements: block.elements.map((element) => nameAction(element)) };
    case 'section':
      if (block.accessory === undefined || block.accessory.type === 'image')
        return { ...block, block_id };
      return { ...block, block_id, accessory: nameAction(block.accessory) };
    case 'input':
      return { ...block, block_id, element: nameAction(block.element) };
    case 'container':
      return {
        ...block,
        block_id,
        child_blocks: block.child_blocks.map((child) => nameBlock(child) as typeof child),
      };
    default:
      return { ...block, block_id };
  }
}

function nameAction<Element extends { readonly action_id?: string | undefined }>(
  element: Element,
): Element {
  return {
    ...element,
    action_id: element.action_id ?? randomBytes(4).toString('base64url').slice(0, 5),
  };
}
