import { z } from 'zod';
import { chartSchema } from './chart.ts';
import { accessory, actionElement, inputElement } from './element.ts';
import { richTextSchema } from './rich-text.ts';
import { address, anyText, blockId, mrkdwn, pictureElement, plain, words } from './text.ts';

const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    error: 'must define either `text` or `fields`',
  });

const contextElement = z.discriminatedUnion('type', [plain(3000), mrkdwn(3000), pictureElement]);

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().optional() }),
  richTextSchema.omit({ block_id: true }),
]);

const table = z.strictObject({
  type: z.literal('table'),
  ...blockId,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(20)
    .optional(),
});

const task = {
  task_id: words(255),
  title: words(255),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']).optional(),
  details: richTextSchema.optional(),
  output: richTextSchema.optional(),
  sources: z
    .array(z.strictObject({ type: z.literal('url'), url: address, text: words(255) }))
    .max(50)
    .optional(),
};

const plan = z.strictObject({
  type: z.literal('plan'),
  ...blockId,
  title: words(255),
  tasks: z.array(z.strictObject(task)).min(1).max(50).optional(),
});

const header = z.strictObject({ type: z.literal('header'), ...blockId, text: plain(150) });
const divider = z.strictObject({ type: z.literal('divider'), ...blockId });
const context = z.strictObject({
  type: z.literal('context'),
  ...blockId,
  elements: z.array(contextElement).min(1).max(10),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  ...blockId,
  elements: z.array(actionElement).min(1).max(25),
});
const image = z.strictObject({
  type: z.literal('image'),
  ...blockId,
  image_url: address,
  alt_text: words(2000),
  title: plain(2000).optional(),
});
const input = z.strictObject({
  type: z.literal('input'),
  ...blockId,
  label: plain(2000),
  element: inputElement,
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const child = z.discriminatedUnion('type', [
  section,
  header,
  divider,
  context,
  actions,
  image,
  input,
  richTextSchema,
  table,
]);

const container = z
  .strictObject({
    type: z.literal('container'),
    ...blockId,
    title: plain(150).optional(),
    rich_text_title: richTextSchema.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: z.array(child).min(1).max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
  })
  .refine((block) => block.title !== undefined || block.rich_text_title !== undefined, {
    error: 'must define either `title` or `rich_text_title`',
  });

/** Every block this workspace draws, each with Slack's own limits. */
export const blockSchema = z.discriminatedUnion('type', [
  section,
  header,
  divider,
  context,
  actions,
  image,
  input,
  richTextSchema,
  table,
  plan,
  chartSchema,
  container,
  z.strictObject({ type: z.literal('task_card'), ...blockId, ...task }),
  z.strictObject({
    type: z.literal('alert'),
    ...blockId,
    text: anyText(200),
    level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  }),
  z.strictObject({ type: z.literal('markdown'), ...blockId, text: words(12_000) }),
]);

/** One block of a message, a form or a Home tab. */
export type Block = z.infer<typeof blockSchema>;
