import { z } from 'zod';
import { choiceElements } from './choice.ts';
import { address, confirmSchema, pictureElement, plain, words } from './text.ts';

const actionId = { action_id: words(255).optional() };
const focus = { focus_on_load: z.boolean().optional() };
const hint = { placeholder: plain(150).optional() };
const typed = { ...actionId, ...focus, ...hint };
const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
};

const button = z.strictObject({
  type: z.literal('button'),
  ...actionId,
  text: plain(75),
  url: address.optional(),
  value: words(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirmSchema.optional(),
  accessibility_label: words(75).optional(),
});

const dateElements = [
  z.strictObject({
    type: z.literal('datepicker'),
    ...typed,
    initial_date: z.iso.date('invalid date').optional(),
    confirm: confirmSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...typed,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'invalid time')
      .optional(),
    timezone: z.string().optional(),
    confirm: confirmSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    ...actionId,
    ...focus,
    initial_date_time: z.int().optional(),
    confirm: confirmSchema.optional(),
  }),
] as const;

const typedElements = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    ...dispatch,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    ...dispatch,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('email_text_input'),
    ...typed,
    ...dispatch,
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('url_text_input'),
    ...typed,
    ...dispatch,
    initial_value: z.string().optional(),
  }),
] as const;

/** What an actions block may hold. */
export const actionElement = z.discriminatedUnion('type', [
  button,
  ...choiceElements,
  ...dateElements,
]);

/** What may stand at the right of a section. */
export const accessory = z.discriminatedUnion('type', [
  button,
  ...choiceElements,
  ...dateElements,
  pictureElement,
]);

/** What may stand under a label in a form. */
export const inputElement = z.discriminatedUnion('type', [
  ...choiceElements,
  ...dateElements,
  ...typedElements,
]);

/** Anything a person can press, pick or fill in. */
export type Element = z.infer<typeof actionElement> | z.infer<typeof inputElement>;

/** A button as it stands in a message. */
export type Button = z.infer<typeof button>;
