import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Offer, offersFor } from './complete.ts';
import type { Shared } from './store.ts';

/** A message while it is being written, and what the box offers to finish. */
export type Draft = {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly offers: readonly Offer[];
  /** Which offer is marked. */
  readonly at: number;
  readonly put: (text: string, cursor: number) => void;
  readonly take: (offer: Offer) => void;
  readonly mark: (step: 1 | -1) => void;
  readonly hide: () => void;
  /** Whether Enter would only write what is there already. */
  readonly isWhole: boolean;
};

const tallest = 180;

/** Keeps a draft; the box grows with it. */
export function useDraft(shared: Shared): Draft {
  const [{ text, cursor, picked, hidden }, set] = useState({
    text: '',
    cursor: 0,
    picked: 0,
    hidden: false,
  });
  const box = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | undefined>(undefined);
  const { from, offers } = hidden ? { from: 0, offers: [] } : offersFor(shared, text, cursor);
  const at = Math.min(picked, offers.length - 1);
  useLayoutEffect(() => {
    if (box.current === null) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${Math.min(box.current.scrollHeight, tallest)}px`;
  }, [text]);
  // Before the next key is heard: a caret that moves later tears the next word apart.
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    box.current?.focus();
    box.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });
  const put = (next: string, place: number) =>
    set({ text: next, cursor: place, picked: 0, hidden: false });
  const take = (offer: Offer) => {
    const end = from + offer.insert.length;
    put(text.slice(0, from) + offer.insert + text.slice(cursor), end);
    caret.current = end;
  };
  const mark = (step: 1 | -1) =>
    set((now) => ({ ...now, picked: (at + step + offers.length) % offers.length }));
  const isWhole = offers[at]?.insert.trim() === text.slice(from, cursor).trim();
  return {
    box,
    text,
    offers,
    at,
    put,
    take,
    mark,
    hide: () => set((now) => ({ ...now, hidden: true })),
    isWhole,
  };
}
