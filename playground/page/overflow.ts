import { useEffect, useRef, useState } from 'preact/hooks';
import type { Element } from '../slack/blocks/element.ts';
import { html, type Shown } from './html.ts';
import { useScene } from './scene.ts';
import { placeOf, type Spot } from './spot.ts';
import { Plain } from './text.ts';

type OverflowElement = Extract<Element, { type: 'overflow' }>;

/** The three dots with the rarer things to do. */
export function Overflow({ element, block_id, spot }: { element: OverflowElement; block_id: string | undefined; spot: Spot }): Shown {
  const { act, ask } = useScene();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const away = (event: Event) => {
      if (!(event.target instanceof Node) || box.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  const choose = async (value: string) => {
    setOpen(false);
    if (element.confirm !== undefined && !(await ask(element.confirm))) return;
    await act('select', { ...placeOf(spot, block_id, element.action_id), value, confirmed: true });
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    items[(at + step + items.length) % items.length]?.focus();
  };
  return html`<div class="overflow" ref=${box} onKeyDown=${move}>
    <button type="button" class="press" aria-haspopup="menu" aria-expanded=${open} aria-label="More actions" onClick=${() => setOpen(!open)}>⋯</button>
    ${open ? html`<div class="menu" role="menu">${element.options.map((option) => html`<button type="button" role="menuitem" onClick=${() => choose(option.value)}><${Plain} text=${option.text.text} /></button>`)}</div>` : null}
  </div>`;
}
