import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Gives the focus back to where it was when this opened: whoever closes something with the keys
 * goes on from there.
 */
export function useFocusBack(): void {
  const before = useRef<Element | null>(null);
  // Read before anything in here takes the focus.
  useLayoutEffect(() => {
    before.current = document.activeElement;
  }, []);
  useEffect(
    () => () => {
      const to = before.current;
      // The browser moves the focus away when a dialog leaves: ours comes after that.
      setTimeout(() => {
        if (
          to instanceof HTMLElement &&
          to.isConnected &&
          (document.activeElement === null || document.activeElement === document.body)
        )
          to.focus();
      });
    },
    [],
  );
}

/** In a list of messages the arrows go from one to the next; Tab then reaches what hangs on it. */
export function walkMessages(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const { target, currentTarget } = event;
  if (step === 0 || !(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement))
    return;
  if (target !== currentTarget && target.tagName !== 'ARTICLE') return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>('article')];
  const at = all.indexOf(target);
  const next = at === -1 ? all.at(-1) : all[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}
