import type { Element } from '../blocks/element.ts';

/** What a person put into an element: one value, several, or nothing. */
export type Given = string | readonly string[] | null;

type Answer =
  | { readonly kind: 'value'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly error: string };

type Choice = { readonly text: unknown; readonly value: string };

/**
 * The element as an action or as part of a form's state, or a sentence why that cannot be given.
 */
export function answerOf(element: Element, given: Given): Answer {
  const { type } = element;
  const one = typeof given === 'string' ? given : (given?.[0] ?? null);
  const many = typeof given === 'string' ? [given] : (given ?? []);
  const value = (rest: Readonly<Record<string, unknown>>) =>
    ({ kind: 'value', value: { type, ...rest } }) as const;
  const missing = {
    kind: 'refused',
    error: `There is no option ${many.join(', ')} to pick.`,
  } as const;
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
    case 'overflow': {
      const option = choices(element).find((choice) => choice.value === one) ?? null;
      return one !== null && option === null ? missing : value({ selected_option: option });
    }
    case 'multi_static_select':
    case 'checkboxes': {
      const picked = choices(element).filter((choice) => many.includes(choice.value));
      return picked.length < many.length ? missing : value({ selected_options: picked });
    }
    case 'users_select':
      return value({ selected_user: one });
    case 'multi_users_select':
      return value({ selected_users: many });
    case 'channels_select':
      return value({ selected_channel: one });
    case 'conversations_select':
      return value({ selected_conversation: one });
    case 'datepicker':
      return value({ selected_date: one });
    case 'timepicker':
      return value({ selected_time: one });
    case 'datetimepicker':
      return value({ selected_date_time: one === null ? null : Number(one) });
    case 'button':
      return value({
        text: element.text,
        ...(element.value === undefined ? {} : { value: element.value }),
        ...(element.style === undefined ? {} : { style: element.style }),
      });
    default:
      return value({ value: one === '' ? null : one });
  }
}

/** What an element holds before anybody touched it. */
export function initialOf(element: Element): Given {
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
      return element.initial_option?.value ?? null;
    case 'multi_static_select':
    case 'checkboxes':
      return (element.initial_options ?? []).map((option) => option.value);
    case 'users_select':
      return element.initial_user ?? null;
    case 'multi_users_select':
      return element.initial_users ?? [];
    case 'channels_select':
      return element.initial_channel ?? null;
    case 'conversations_select':
      return element.initial_conversation ?? null;
    case 'datepicker':
      return element.initial_date ?? null;
    case 'timepicker':
      return element.initial_time ?? null;
    case 'datetimepicker':
      return element.initial_date_time === undefined ? null : String(element.initial_date_time);
    case 'button':
    case 'overflow':
      return null;
    default:
      return element.initial_value ?? null;
  }
}

function choices(
  element: Extract<
    Element,
    { type: 'static_select' | 'multi_static_select' | 'radio_buttons' | 'checkboxes' | 'overflow' }
  >,
): readonly Choice[] {
  const grouped =
    'option_groups' in element
      ? (element.option_groups ?? []).flatMap((group) => group.options)
      : [];
  return [...(element.options ?? []), ...grouped];
}
