import type { Element } from '../slack/blocks/element.ts';
import { html, type Shown } from './html.ts';

type TypedElement = Extract<
  Element,
  {
    type:
      | 'plain_text_input'
      | 'number_input'
      | 'email_text_input'
      | 'url_text_input'
      | 'datepicker'
      | 'timepicker'
      | 'datetimepicker';
  }
>;

/** A field with one value that is typed, or picked from a calendar or a clock. */
export function TypedInput({
  element,
  value,
  put,
  common,
  hint,
}: {
  element: TypedElement;
  value: string;
  put: (value: string) => void;
  common: object;
  hint: string | undefined;
}): Shown {
  const typed = (event: Event) => put(valueIn(event));
  const text = { placeholder: hint, value, onInput: typed };
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline === true
        ? html`<textarea rows="4" ...${common} ...${text} maxlength=${element.max_length} />`
        : html`<input type="text" ...${common} ...${text} maxlength=${element.max_length} />`;
    case 'number_input':
      return html`<input
        type="number"
        step=${element.is_decimal_allowed ? 'any' : 1}
        min=${element.min_value}
        max=${element.max_value}
        ...${text}
        ...${common}
      />`;
    case 'email_text_input':
      return html`<input type="email" ...${text} ...${common} />`;
    case 'url_text_input':
      return html`<input type="url" ...${text} ...${common} />`;
    case 'datepicker':
      return html`<input type="date" value=${value} onChange=${typed} ...${common} />`;
    case 'timepicker':
      return html`<input type="time" value=${value} onChange=${typed} ...${common} />`;
    case 'datetimepicker':
      return html`<input
        type="datetime-local"
        onChange=${(event: Event) => put(secondsOf(valueIn(event)))}
        ...${common}
      />`;
  }
}

function valueIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function secondsOf(moment: string): string {
  return String(Math.floor(new Date(moment).getTime() / 1000));
}
