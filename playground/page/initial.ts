import type { Element } from '../slack/blocks/element.ts';

/** What a field holds before anybody touched it. */
export function initialOf(element: Element): string | readonly string[] {
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
      return element.initial_option?.value ?? '';
    case 'multi_static_select':
    case 'checkboxes':
      return (element.initial_options ?? []).map((option) => option.value);
    case 'users_select':
      return element.initial_user ?? '';
    case 'multi_users_select':
      return element.initial_users ?? [];
    case 'channels_select':
      return element.initial_channel ?? '';
    case 'conversations_select':
      return element.initial_conversation ?? '';
    case 'datepicker':
      return element.initial_date ?? '';
    case 'timepicker':
      return element.initial_time ?? '';
    case 'datetimepicker':
      return element.initial_date_time === undefined ? '' : String(element.initial_date_time);
    case 'button':
    case 'overflow':
      return '';
    default:
      return element.initial_value ?? '';
  }
}
