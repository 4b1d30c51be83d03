import type { Option } from '../slack/blocks/choice.ts';
import type { Element } from '../slack/blocks/element.ts';
import { html, type Shown } from './html.ts';
import { useScene } from './scene.ts';
import type { Shared } from './store.ts';

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

/** A list that opens: of people, of channels, or of the options the app gave. */
export function SelectMenu({
  element,
  value,
  put,
  common,
  hint,
}: {
  element: MenuElement;
  value: string | readonly string[] | undefined;
  put: (value: string | readonly string[]) => void;
  common: object;
  hint: string | undefined;
}): Shown {
  const { shared } = useScene();
  const many = element.type.startsWith('multi_');
  const items = itemsOf(element, shared);
  const groups = 'option_groups' in element ? (element.option_groups ?? []) : [];
  const picked = (one: string) => (Array.isArray(value) ? value.includes(one) : value === one);
  const change = (event: Event) => {
    const chosen = [...(event.target as HTMLSelectElement).selectedOptions].map(
      (option) => option.value,
    );
    put(many ? chosen : (chosen[0] ?? ''));
  };
  const show = (item: Item) =>
    html`<option value=${item.value} selected=${picked(item.value)}>${item.label}</option>`;
  return html`<select multiple=${many} onChange=${change} aria-label=${hint} ...${common}>
    ${
      many
        ? null
        : html`<option value="" disabled selected=${value === undefined || value === ''}>
            ${hint ?? 'Choose…'}
          </option>`
    }
    ${items.map(show)}
    ${groups.map(
      (group) =>
        html`<optgroup label=${group.label.text}>${group.options.map(itemOf).map(show)}</optgroup>`,
    )}
  </select>`;
}

function itemsOf(element: MenuElement, { workspace }: Shared): readonly Item[] {
  switch (element.type) {
    case 'users_select':
    case 'multi_users_select':
      return workspace.people.map(({ id, real_name }) => ({ value: id, label: real_name }));
    case 'channels_select':
    case 'conversations_select':
      return workspace.channels.map(({ id, name }) => ({ value: id, label: `#${name}` }));
    default:
      return (element.options ?? []).map(itemOf);
  }
}

type Item = { readonly value: string; readonly label: string };

function itemOf(option: Option): Item {
  return { value: option.value, label: option.text.text };
}
