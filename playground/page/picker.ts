import type { Option } from '../slack/blocks/choice.ts';
import type { Button, Element } from '../slack/blocks/element.ts';
import { html, type Shown } from './html.ts';
import { useScene } from './scene.ts';
import { Text } from './text.ts';

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
  const typed = (event: Event) => put((event.target as HTMLInputElement).value);
  const one = typeof value === 'string' ? value : '';
  const common = {
    id,
    'aria-describedby': describedBy,
    autofocus: 'focus_on_load' in element && element.focus_on_load,
  };
  const hint = 'placeholder' in element ? element.placeholder?.text : undefined;
  switch (element.type) {
    case 'plain_text_input': {
      const limits = {
        maxlength: element.max_length,
        placeholder: hint,
        value: one,
        onInput: typed,
      };
      return element.multiline === true
        ? html`<textarea rows="4" ...${common} ...${limits}></textarea>`
        : html`<input type="text" ...${common} ...${limits} />`;
    }
    case 'number_input':
      return html`<input
        type="number"
        step=${element.is_decimal_allowed ? 'any' : 1}
        min=${element.min_value}
        max=${element.max_value}
        placeholder=${hint}
        value=${one}
        onInput=${typed}
        ...${common}
      />`;
    case 'email_text_input':
      return html`<input
        type="email"
        placeholder=${hint}
        value=${one}
        onInput=${typed}
        ...${common}
      />`;
    case 'url_text_input':
      return html`<input
        type="url"
        placeholder=${hint}
        value=${one}
        onInput=${typed}
        ...${common}
      />`;
    case 'datepicker':
      return html`<input type="date" value=${one} onChange=${typed} ...${common} />`;
    case 'timepicker':
      return html`<input type="time" value=${one} onChange=${typed} ...${common} />`;
    case 'datetimepicker':
      return html`<input
        type="datetime-local"
        onChange=${(event: Event) => put(String(Math.floor(new Date((event.target as HTMLInputElement).value).getTime() / 1000)))}
        ...${common}
      />`;
    case 'radio_buttons':
      return html`<${List}
        kind="radio"
        options=${element.options}
        picked=${[one]}
        put=${(values: readonly string[]) => put(values.at(-1) ?? '')}
        name=${id ?? element.action_id ?? ''}
      />`;
    case 'checkboxes':
      return html`<${List}
        kind="checkbox"
        options=${element.options}
        picked=${Array.isArray(value) ? value : []}
        put=${put}
        name=${id ?? element.action_id ?? ''}
      />`;
    default:
      return html`<${Menu}
        element=${element}
        value=${value}
        put=${put}
        common=${common}
        hint=${hint}
      />`;
  }
}

function List({
  kind,
  options,
  picked,
  put,
  name,
}: {
  kind: 'radio' | 'checkbox';
  options: readonly Option[];
  picked: readonly string[];
  put: (values: readonly string[]) => void;
  name: string;
}): Shown {
  const toggle = (value: string) =>
    put(
      kind === 'radio'
        ? [value]
        : picked.includes(value)
          ? picked.filter((one) => one !== value)
          : [...picked, value],
    );
  return html`<div class="choices" role=${kind === 'radio' ? 'radiogroup' : 'group'}>
    ${options.map(
      (option) =>
        html`<label
          ><input
            type=${kind}
            name=${name}
            checked=${picked.includes(option.value)}
            onChange=${() => toggle(option.value)}
          /><span
            ><${Text}
              text=${option.text}
            />${option.description === undefined ? null : html`<small><${Text} text=${option.description} /></small>`}</span
          ></label
        >`,
    )}
  </div>`;
}

type MenuElement = Extract<
  Element,
  {
    type:
      | 'static_select'
      | 'multi_static_select'
      | 'users_select'
      | 'multi_users_select'
      | 'channels_select'
      | 'conversations_select'
      | 'overflow';
  }
>;

function Menu({
  element,
  value,
  put,
  common,
  hint,
}: {
  element: MenuElement;
  value: Value | undefined;
  put: (value: Value) => void;
  common: object;
  hint: string | undefined;
}): Shown {
  const { shared } = useScene();
  const many = element.type.startsWith('multi_');
  const people = shared.workspace.people.map((person) => ({
    value: person.id,
    label: person.real_name,
  }));
  const rooms = shared.workspace.channels.map((channel) => ({
    value: channel.id,
    label: `#${channel.name}`,
  }));
  const own =
    'options' in element
      ? (element.options ?? []).map((option) => ({ value: option.value, label: option.text.text }))
      : [];
  const items = element.type.endsWith('users_select')
    ? people
    : element.type === 'channels_select' || element.type === 'conversations_select'
      ? rooms
      : own;
  const groups = 'option_groups' in element ? (element.option_groups ?? []) : [];
  const picked = (one: string) => (Array.isArray(value) ? value.includes(one) : value === one);
  const change = (event: Event) => {
    const chosen = [...(event.target as HTMLSelectElement).selectedOptions].map(
      (option) => option.value,
    );
    put(many ? chosen : (chosen[0] ?? ''));
  };
  const show = (item: { value: string; label: string }) =>
    html`<option value=${item.value} selected=${picked(item.value)}>${item.label}</option>`;
  return html`<select multiple=${many} onChange=${change} aria-label=${hint} ...${common}>
    ${many ? null : html`<option value="" disabled selected=${value === undefined || value === ''}>${hint ?? 'Choose…'}</option>`}
    ${items.map(show)}
    ${groups.map((group) => html`<optgroup label=${group.label.text}>${group.options.map((option) => show({ value: option.value, label: option.text.text }))}</optgroup>`)}
  </select>`;
}
