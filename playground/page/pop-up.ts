import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * Something that pops up inside a box: what `first` finds in it takes the focus, and whoever
 * presses elsewhere closes it.
 */
export function usePopUp(first: string): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
} {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector<HTMLElement>(first)?.focus();
    const away = (event: Event) => {
      if (!(event.target instanceof Node) || box.current?.contains(event.target) !== true)
        setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  return { box, open, setOpen };
}
