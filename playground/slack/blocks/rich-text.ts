import { z } from 'zod';
import { blockId, words } from './text.ts';

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
    highlight: z.boolean().optional(),
    client_highlight: z.boolean().optional(),
    unlink: z.boolean().optional(),
  })
  .optional();

const leaf = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({
    type: z.literal('link'),
    url: words(3000),
    text: z.string().optional(),
    unsafe: z.boolean().optional(),
    style,
  }),
  z.strictObject({
    type: z.literal('emoji'),
    name: words(100),
    unicode: z.string().optional(),
    style,
  }),
  z.strictObject({ type: z.literal('user'), user_id: words(30), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: words(30), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: words(30), style }),
  z.strictObject({
    type: z.literal('broadcast'),
    range: z.enum(['here', 'channel', 'everyone']),
    style,
  }),
  z.strictObject({ type: z.literal('color'), value: words(20), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: words(300),
    url: words(3000).optional(),
    fallback: z.string().optional(),
    style,
  }),
]);

const border = z.union([z.literal(0), z.literal(1)]).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(leaf) });

const group = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(section).min(1),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(leaf), border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(leaf),
    border,
    language: z.string().optional(),
  }),
]);

/** Text as a tree, where nothing a stranger wrote can become markup. */
export const richTextSchema = z.strictObject({
  type: z.literal('rich_text'),
  ...blockId,
  elements: z.array(group).min(1),
});

/** The smallest part of a rich text: words, a link, a mention. */
export type RichLeaf = z.infer<typeof leaf>;

/** A paragraph, list, quote or preformatted part of a rich text. */
export type RichGroup = z.infer<typeof group>;

/** A whole rich text block. */
export type RichText = z.infer<typeof richTextSchema>;
