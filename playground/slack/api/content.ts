import { z } from 'zod';
import { validateBlocks } from '../blocks/validate.ts';
import type { Content } from '../entry.ts';
import { type Args, flag, json, text } from './args.ts';
import { type Answer, no, noBecause } from './method.ts';
import type { World } from '../world.ts';

const metadataSchema = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

/** Every error a message's words, blocks and metadata can earn. */
export const contentErrors = [
  'no_text',
  'msg_too_long',
  'msg_blocks_too_long',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'metadata_too_large',
];

const textMax = 40_000;

/** Reads what a message should say, or refuses it as Slack does. */
export function readContent(
  world: World,
  args: Args,
):
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'refused'; readonly answer: Answer } {
  const refused = (answer: Answer) => ({ kind: 'refused', answer }) as const;
  const words = text(args, 'text') ?? '';
  const given =
    args['blocks'] === undefined || args['blocks'] === '' ? undefined : json(args, 'blocks');
  if (given !== undefined && !Array.isArray(given)) return refused(no('invalid_blocks_format'));
  if (words.trim() === '' && (given === undefined || given.length === 0))
    return refused(no('no_text'));
  if (words.length > textMax) return refused(no('msg_too_long'));
  const checked = validateBlocks('message', given ?? [], world.switches.newBlocks);
  if (!checked.ok) return refused(noBecause('invalid_blocks', checked.faults));
  if (JSON.stringify(checked.blocks).length > 100_000) return refused(no('msg_blocks_too_long'));
  const metadata =
    args['metadata'] === undefined ? undefined : metadataSchema.safeParse(json(args, 'metadata'));
  if (metadata !== undefined && !metadata.success) return refused(no('invalid_metadata_format'));
  if (metadata !== undefined && JSON.stringify(metadata.data).length > 16_000)
    return refused(no('metadata_too_large'));
  const blocks = checked.blocks.length === 0 ? {} : { blocks: checked.blocks };
  return {
    kind: 'content',
    content: {
      text: words,
      ...blocks,
      ...(metadata === undefined ? {} : { metadata: metadata.data }),
    },
  };
}

/** Whether a reply should also be shown in the channel. */
export const broadcast = (args: Args) => flag(args, 'reply_broadcast');
