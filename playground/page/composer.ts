import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from './avatar.ts';
import { type Offer, offersFor, usageOf } from './complete.ts';
import { html, type Shown } from './html.ts';
import { useScene } from './scene.ts';

type Given = { readonly channel: string; readonly thread?: string; readonly placeholder: string };

/** The box people write in: finishes commands, names and channels. */
export function Composer({ channel, thread, placeholder }: Given): Shown {
  const { shared, act } = useScene();
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const [picked, setPicked] = useState(0);
  const [closed, setClosed] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const { from, offers } = closed ? { from: 0, offers: [] } : offersFor(shared, text, cursor);
  const at = Math.min(picked, offers.length - 1);
  useLayoutEffect(() => {
    if (box.current === null) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${Math.min(box.current.scrollHeight, 180)}px`;
  }, [text]);
  const put = (next: string, place: number) => {
    setText(next);
    setCursor(place);
    setPicked(0);
    setClosed(false);
  };
  const take = (offer: Offer) => {
    put(text.slice(0, from) + offer.insert + text.slice(cursor), from + offer.insert.length);
    box.current?.focus();
  };
  const send = async () => {
    const said = text.trim();
    if (said === '') return;
    put('', 0);
    const outcome = await act('type', { channel, text: said, ...(thread === undefined ? {} : { thread_ts: thread }) });
    if (!outcome.ok && !said.startsWith('/')) setText((now) => (now === '' ? said : now));
  };
  const keys = (event: KeyboardEvent) => {
    const offer = offers[at];
    const isWhole = offer !== undefined && offer.insert.trim() === text.slice(from, cursor).trim();
    if (event.key === 'ArrowDown' && offers.length > 0) setPicked((at + 1) % offers.length);
    else if (event.key === 'ArrowUp' && offers.length > 0) setPicked((at - 1 + offers.length) % offers.length);
    else if (event.key === 'Escape' && offers.length > 0) setClosed(true);
    else if (offer !== undefined && !event.shiftKey && (event.key === 'Tab' || (event.key === 'Enter' && !isWhole))) take(offer);
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void send();
    else return;
    event.preventDefault();
  };
  const usage = usageOf(shared, text);
  const listId = `offers-${thread ?? channel}`;
  return html`<div class="composer">
    ${offers.length === 0 ? null : html`<${Offers} offers=${offers} at=${at} id=${listId} take=${take} />`}
    ${usage === undefined || offers.length > 0 ? null : html`<p class="usage">${usage}</p>`}
    <div class="box">
      <textarea ref=${box} rows="1" value=${text} placeholder=${placeholder} aria-label=${placeholder} role="combobox" aria-expanded=${offers.length > 0}
        aria-controls=${listId} aria-activedescendant=${offers.length > 0 ? `${listId}-${at}` : undefined} autocomplete="off" enterkeyhint="send"
        onInput=${(event: Event) => put((event.target as HTMLTextAreaElement).value, (event.target as HTMLTextAreaElement).selectionStart)}
        onClick=${() => setCursor(box.current?.selectionStart ?? 0)} onKeyDown=${keys}></textarea>
      <button class="send" aria-label="Send" disabled=${text.trim() === ''} onClick=${send}>
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><path d="M2 2.500 16.500 9 2 15.500 4 9.600 10.500 9 4 8.400z" fill="currentColor" /></svg>
      </button>
    </div>
  </div>`;
}

function Offers({ offers, at, id, take }: { offers: readonly Offer[]; at: number; id: string; take: (offer: Offer) => void }): Shown {
  return html`<ul class="offers" role="listbox" id=${id} aria-label="Suggestions">
    ${offers.map((offer, index) => html`<li key=${offer.insert} id=${`${id}-${index}`} role="option" aria-selected=${index === at} onMouseDown=${(event: Event) => {
      event.preventDefault();
      take(offer);
    }}>${offer.user === undefined ? null : html`<${Avatar} user=${offer.user} small=${true} />`}<b>${offer.title}</b><span>${offer.detail}</span></li>`)}
  </ul>`;
}
