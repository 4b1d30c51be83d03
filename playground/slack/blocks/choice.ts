import { z } from 'zod';
import { address, anyText, confirmSchema, plain, words } from './text.ts';

const menuOption = z.strictObject({
  text: plain(75),
  value: words(150),
  description: plain(75).optional(),
});
const overflowOption = z.strictObject({
  text: plain(75),
  value: words(150),
  description: plain(75).optional(),
  url: address.optional(),
});
const listOption = z.strictObject({
  text: anyText(75),
  value: words(150),
  description: anyText(75).optional(),
});
const optionGroup = z.strictObject({
  label: plain(75),
  options: z.array(menuOption).min(1).max(100),
});

const common = {
  action_id: words(255).optional(),
  confirm: confirmSchema.optional(),
  focus_on_load: z.boolean().optional(),
};
const menu = { ...common, placeholder: plain(150).optional() };
const many = { ...menu, max_selected_items: z.int().min(1).optional() };
const fixed = {
  options: z.array(menuOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

const oneOf = (element: { options?: unknown; option_groups?: unknown }) =>
  (element.options === undefined) !== (element.option_groups === undefined);
const oneOfSaid = { error: 'must define either `options` or `option_groups`, and not both' };

type Valued = { readonly value: string };
const offers = (element: {
  options?: readonly Valued[] | undefined;
  option_groups?: readonly { options: readonly Valued[] }[] | undefined;
}) =>
  new Set(
    [
      ...(element.options ?? []),
      ...(element.option_groups ?? []).flatMap((group) => group.options),
    ].map((option) => option.value),
  );

type WithInitial = Parameters<typeof offers>[0] & {
  readonly initial_option?: Valued | undefined;
  readonly initial_options?: readonly Valued[] | undefined;
};
const initialIsOffered = (element: WithInitial) => {
  const values = offers(element);
  return [
    ...(element.initial_options ?? []),
    ...(element.initial_option ? [element.initial_option] : []),
  ].every((one) => values.has(one.value));
};
const initialSaid = { error: 'initial option not found in options' };

/** Every element a person picks something with. */
export const choiceElements = [
  z
    .strictObject({
      type: z.literal('static_select'),
      ...menu,
      ...fixed,
      initial_option: menuOption.optional(),
    })
    .refine(oneOf, oneOfSaid)
    .refine(initialIsOffered, initialSaid),
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...many,
      ...fixed,
      initial_options: z.array(menuOption).min(1).max(100).optional(),
    })
    .refine(oneOf, oneOfSaid)
    .refine(initialIsOffered, initialSaid),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: words(30).optional() }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    ...many,
    initial_users: z.array(words(30)).optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    initial_channel: words(30).optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    initial_conversation: words(30).optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z
    .strictObject({
      type: z.literal('radio_buttons'),
      ...common,
      options: z.array(listOption).min(1).max(10),
      initial_option: listOption.optional(),
    })
    .refine(initialIsOffered, initialSaid),
  z
    .strictObject({
      type: z.literal('checkboxes'),
      ...common,
      options: z.array(listOption).min(1).max(10),
      initial_options: z.array(listOption).min(1).optional(),
    })
    .refine(initialIsOffered, initialSaid),
  z.strictObject({
    type: z.literal('overflow'),
    action_id: words(255).optional(),
    confirm: confirmSchema.optional(),
    options: z.array(overflowOption).min(1).max(5),
  }),
] as const;

/** One thing that can be picked. */
export type Option = z.infer<typeof listOption>;
