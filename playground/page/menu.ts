import { useRef } from 'preact/hooks';
import { html, type Shown } from './html.ts';
import { usePopUp } from './pop-up.ts';

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
  const { box, open, setOpen } = usePopUp('[role=menuitem]');
  const opener = useRef<HTMLButtonElement>(null);
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
    ${open ? html`<${Items} items=${items} name=${name} pick=${pick} />` : null}
  </div>`;
}

function Items({
  items,
  name,
  pick,
}: {
  items: readonly MenuItem[];
  name: string;
  pick: (item: MenuItem) => () => void;
}): Shown {
  return html`<div class="menu" role="menu" aria-label=${name}>
    ${items.map(
      (item) =>
        html`<button type="button" role="menuitem" onClick=${pick(item)}>
          ${item.label}${item.detail === undefined ? null : html`<small>${item.detail}</small>`}
        </button>`,
    )}
  </div>`;
}
