import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html, type Shown } from './html.ts';

/** One thing in a menu. */
export type MenuItem = {
  readonly label: Shown;
  readonly detail?: string;
  readonly run: () => void;
};

type Given = {
  readonly items: readonly MenuItem[];
  readonly name: string;
  readonly sign: Shown;
  readonly look: string;
};

/**
 * A button that opens a list: arrows move in it, Escape closes it and gives the focus back to where
 * it came from.
 */
export function Menu({ items, name, sign, look }: Given): Shown {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const away = (event: Event) => {
      if (!(event.target instanceof Node) || box.current?.contains(event.target) !== true)
        setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  const shut = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      shut();
    }
    if (event.key === 'Tab') setOpen(false);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !open) return;
    event.preventDefault();
    const all = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = all.findIndex((item) => item === document.activeElement);
    all[(at + step + all.length) % all.length]?.focus();
  };
  const pick = (item: MenuItem) => () => {
    shut();
    item.run();
  };
  return html`<div class="overflow" ref=${box} onKeyDown=${move}>
    <button
      type="button"
      class=${look}
      ref=${opener}
      aria-haspopup="menu"
      aria-expanded=${open}
      aria-label=${name}
      title=${name}
      onClick=${() => setOpen(!open)}
    >
      ${sign}
    </button>
    ${open ? html`<div class="menu" role="menu" aria-label=${name}>${items.map((item) => html`<button type="button" role="menuitem" onClick=${pick(item)}>${item.label}${item.detail === undefined ? null : html`<small>${item.detail}</small>`}</button>`)}</div>` : null}
  </div>`;
}
