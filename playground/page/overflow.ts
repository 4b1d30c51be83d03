import type { Element } from '../slack/blocks/element.ts';
import { html, type Shown } from './html.ts';
import { Menu } from './menu.ts';
import { useScene } from './scene.ts';
import { placeOf, type Spot } from './spot.ts';
import { Plain } from './text.ts';

type OverflowElement = Extract<Element, { type: 'overflow' }>;

/** The three dots with the rarer things to do. */
export function Overflow({
  element,
  block_id,
  spot,
}: {
  element: OverflowElement;
  block_id: string | undefined;
  spot: Spot;
}): Shown {
  const { act, ask } = useScene();
  const choose = async (value: string) => {
    if (element.confirm !== undefined && !(await ask(element.confirm))) return;
    await act('select', { ...placeOf(spot, block_id, element.action_id), value, confirmed: true });
  };
  const items = element.options.map((option) => ({
    label: html`<${Plain} text=${option.text.text} />`,
    run: () => void choose(option.value),
  }));
  return html`<${Menu} items=${items} name="More actions" sign="⋯" look="press" />`;
}
