import type { Option } from '../slack/blocks/choice.ts';
import { html, type Shown } from './html.ts';
import { Text } from './text.ts';

/** Options to tick, one or several. */
export function Choices({
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
            ><${Text} text=${option.text} />${
              option.description === undefined
                ? null
                : html`<small><${Text} text=${option.description} /></small>`
            }</span
          ></label
        >`,
    )}
  </div>`;
}
