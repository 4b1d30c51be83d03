import type { Block } from '../slack/blocks/block.ts';
import { html, type Shown } from './html.ts';
import { Picker } from './picker.ts';
import { useScene } from './scene.ts';
import type { Spot } from './spot.ts';

type Input = Extract<Block, { type: 'input' }>;

/** One question of a form, with its hint and what is wrong with the answer. */
export function FormField({ block, spot }: { block: Input; spot: Spot }): Shown {
  const { act } = useScene();
  const id = `field-${block.block_id ?? ''}`;
  const fields = spot.kind === 'view' ? spot.fields : undefined;
  const error = fields?.errors[block.block_id ?? ''];
  const { element } = block;
  if (element.type === 'overflow') return null;
  const put = (value: string | readonly string[]) => {
    fields?.put(block.block_id ?? '', value);
    if (spot.kind === 'message') {
      void act('select', {
        channel: spot.channel,
        ts: spot.ts,
        as_seen: spot.version,
        block_id: block.block_id,
        action_id: element.action_id,
        ...(typeof value === 'string' ? { value } : { values: value }),
      });
    }
  };
  const optional = block.optional === true ? html` <span class="optional">(optional)</span>` : null;
  return html`<div class=${error === undefined ? 'field' : 'field wrong'}>
    <label for=${id}>${block.label.text}${optional}</label>
    <${Picker}
      element=${element}
      value=${fields?.values[block.block_id ?? '']}
      put=${put}
      id=${id}
      describedBy=${`${id}-note`}
    />
    <div id=${`${id}-note`}>
      ${error === undefined ? null : html`<p class="trouble" role="alert">${error}</p>`}
      ${block.hint === undefined ? null : html`<p class="hint">${block.hint.text}</p>`}
    </div>
  </div>`;
}
