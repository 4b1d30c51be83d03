import type { Button, Element } from '../slack/blocks/element.ts';
import { Choices } from './choices.ts';
import { html, type Shown } from './html.ts';
import { SelectMenu } from './select-menu.ts';
import { TypedInput } from './typed-input.ts';

type Value = string | readonly string[];
type Given = {
  readonly element: Exclude<Element, Button>;
  readonly value: Value | undefined;
  readonly put: (value: Value) => void;
  readonly id?: string;
  readonly describedBy?: string;
};

/** Whatever a person picks or types something with. */
export function Picker({ element, value, put, id, describedBy }: Given): Shown {
  const one = typeof value === 'string' ? value : '';
  const common = {
    id,
    'aria-describedby': describedBy,
    autofocus: 'focus_on_load' in element && element.focus_on_load,
  };
  const hint = 'placeholder' in element ? element.placeholder?.text : undefined;
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return html`<${TypedInput}
        element=${element}
        value=${one}
        put=${put}
        common=${common}
        hint=${hint}
      />`;
    case 'radio_buttons':
      return html`<${Choices}
        kind="radio"
        options=${element.options}
        picked=${[one]}
        put=${(values: readonly string[]) => put(values.at(-1) ?? '')}
        name=${id ?? element.action_id ?? ''}
      />`;
    case 'checkboxes':
      return html`<${Choices}
        kind="checkbox"
        options=${element.options}
        picked=${Array.isArray(value) ? value : []}
        put=${put}
        name=${id ?? element.action_id ?? ''}
      />`;
    default:
      return html`<${SelectMenu}
        element=${element}
        value=${value}
        put=${put}
        common=${common}
        hint=${hint}
      />`;
  }
}
