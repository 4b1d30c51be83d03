import { useState } from 'preact/hooks';
import type { Button, Element } from '../slack/blocks/element.ts';
import { html, type Shown } from './html.ts';
import { Overflow } from './overflow.ts';
import { Picker } from './picker.ts';
import { safeUrl } from './rich-text.ts';
import { useScene } from './scene.ts';
import { placeOf, type Spot } from './spot.ts';
import { Plain } from './text.ts';

/** Anything that can be pressed in an actions block or beside a section. */
export function ActionElement({
  element,
  block_id,
  spot,
}: {
  element: Element;
  block_id: string | undefined;
  spot: Spot;
}): Shown {
  switch (element.type) {
    case 'button':
      return html`<${PressButton} element=${element} block_id=${block_id} spot=${spot} />`;
    case 'overflow':
      return html`<${Overflow} element=${element} block_id=${block_id} spot=${spot} />`;
    default:
      return html`<${LivePicker} element=${element} block_id=${block_id} spot=${spot} />`;
  }
}

function PressButton({
  element,
  block_id,
  spot,
}: {
  element: Button;
  block_id: string | undefined;
  spot: Spot;
}): Shown {
  const { act, ask } = useScene();
  const [busy, setBusy] = useState(false);
  const press = async () => {
    if (element.confirm !== undefined && !(await ask(element.confirm))) return;
    setBusy(true);
    await act('click', { ...placeOf(spot, block_id, element.action_id), confirmed: true });
    setBusy(false);
  };
  const kind = `press ${element.style ?? ''}`;
  const words = html`<${Plain} text=${element.text.text} />`;
  if (element.url !== undefined) {
    return html`<a
      class=${kind}
      href=${safeUrl(element.url)}
      target="_blank"
      rel="noreferrer"
      aria-label=${element.accessibility_label}
      onClick=${press}
      >${words}<span class="out" aria-hidden="true">↗</span></a
    >`;
  }
  return html`<button
    type="button"
    class=${kind}
    aria-label=${element.accessibility_label}
    aria-busy=${busy}
    disabled=${busy}
    onClick=${press}
  >
    ${words}
  </button>`;
}

/** A menu outside a form tells the app at once. */
function LivePicker({
  element,
  block_id,
  spot,
}: {
  element: Exclude<Element, Button>;
  block_id: string | undefined;
  spot: Spot;
}): Shown {
  const { act, ask } = useScene();
  const [value, setValue] = useState<string | readonly string[] | undefined>(undefined);
  const put = async (next: string | readonly string[]) => {
    if ('confirm' in element && element.confirm !== undefined && !(await ask(element.confirm)))
      return;
    setValue(next);
    await act('select', {
      ...placeOf(spot, block_id, element.action_id),
      ...(typeof next === 'string' ? { value: next } : { values: next }),
      confirmed: true,
    });
  };
  return html`<${Picker} element=${element} value=${value} put=${put} />`;
}
