import type { Block } from '../blocks/block.ts';
import type { Element } from '../blocks/element.ts';
import type { Content, Ephemeral, Message, View } from '../entry.ts';
import { keyOf } from '../state-keys.ts';
import type { World } from '../world.ts';

/** What a person is looking at when they press something. */
export type Holder =
  | { readonly kind: 'message'; readonly message: Message; readonly blocks: readonly Block[] }
  | { readonly kind: 'whisper'; readonly whisper: Ephemeral; readonly blocks: readonly Block[] }
  | { readonly kind: 'view'; readonly view: View; readonly blocks: readonly Block[] };

/** Something that can be pressed or filled in, and the block it stands in. */
export type Control = { readonly block_id: string; readonly element: Element };

/**
 * Where to look: a message, as it is now or as it was at an older entry of the journal, or a view.
 */
export type Where = {
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly view_id?: string | undefined;
  readonly as_seen?: number | undefined;
};

/** Finds what a person means, if it is theirs to see. */
export function holderOf(world: World, user: string, where: Where): Holder | undefined {
  const state = world.state();
  if (where.view_id !== undefined) {
    const view =
      state.views.get(where.view_id) ??
      [...state.homes.values()].find((home) => home.id === where.view_id);
    return view?.user === user ? { kind: 'view', view, blocks: view.body.blocks } : undefined;
  }
  const key = keyOf(where.channel ?? '', where.ts ?? '');
  const whisper = state.whispers.get(key);
  if (whisper !== undefined)
    return whisper.to === user
      ? { kind: 'whisper', whisper, blocks: whisper.blocks ?? [] }
      : undefined;
  const message =
    where.as_seen === undefined ? state.messages.get(key) : asSeen(world, key, where.as_seen);
  return message === undefined
    ? undefined
    : { kind: 'message', message, blocks: message.blocks ?? [] };
}

/** Everything in the blocks that answers to a person. */
export function controls(blocks: readonly Block[]): readonly Control[] {
  return blocks.flatMap((block) => {
    const block_id = block.block_id ?? '';
    switch (block.type) {
      case 'actions':
        return block.elements.map((element) => ({ block_id, element }));
      case 'section':
        return block.accessory === undefined || block.accessory.type === 'image'
          ? []
          : [{ block_id, element: block.accessory }];
      case 'input':
        return [{ block_id, element: block.element }];
      case 'container':
        return controls(block.child_blocks);
      default:
        return [];
    }
  });
}

/**
 * The message as it was when the journal had so many entries: somebody presses what they still see.
 */
function asSeen(world: World, key: string, version: number): Message | undefined {
  let seen: Message | undefined;
  for (const entry of world.entries()) {
    if (entry.seq > version) break;
    if (entry.kind === 'posted' && keyOf(entry.message.channel, entry.message.ts) === key)
      seen = { ...entry.message, version: entry.seq };
    if (entry.kind === 'edited' && seen !== undefined && keyOf(entry.channel, entry.ts) === key)
      seen = older(seen, entry.content, entry.seq);
  }
  return seen;
}

function older(seen: Message, content: Content, version: number): Message {
  const { blocks: _gone, ...rest } = seen;
  return { ...rest, ...content, version };
}
