import { Avatar } from './avatar.ts';
import { type Offer, usageOf } from './complete.ts';
import { type Draft, useDraft } from './draft.ts';
import { html, type Shown } from './html.ts';
import { useScene } from './scene.ts';
import { PlusMenu } from './shortcuts.ts';

type Given = { readonly channel: string; readonly thread?: string; readonly placeholder: string };

/** The box people write in: finishes commands, names and channels. */
export function Composer({ channel, thread, placeholder }: Given): Shown {
  const { shared } = useScene();
  const draft = useDraft(shared);
  const { text, offers, at, put, box } = draft;
  const send = useSend(draft, channel, thread);
  const usage = usageOf(shared, text);
  const listId = `offers-${thread ?? channel}`;
  const typed = (event: Event) => {
    const area = event.target as HTMLTextAreaElement;
    put(area.value, area.selectionStart);
  };
  return html`<div class="composer">
    ${
      offers.length === 0
        ? null
        : html`<${Offers} offers=${offers} at=${at} id=${listId} take=${draft.take} />`
    }
    ${usage === undefined || offers.length > 0 ? null : html`<p class="usage">${usage}</p>`}
    <div class="box">
      <${PlusMenu} />
      <textarea
        ref=${box}
        rows="1"
        value=${text}
        placeholder=${placeholder}
        aria-label=${placeholder}
        role="combobox"
        aria-expanded=${offers.length > 0}
        aria-controls=${listId}
        aria-activedescendant=${offers.length > 0 ? `${listId}-${at}` : undefined}
        autocomplete="off"
        enterkeyhint="send"
        onInput=${typed}
        onKeyDown=${(event: KeyboardEvent) => onKey(event, draft, send)}
      ></textarea>
      <${Send} idle=${text.trim() === ''} send=${send} />
    </div>
  </div>`;
}

/** Says what is written; words that did not get through come back. */
function useSend(
  { text, put, box }: Draft,
  channel: string,
  thread: string | undefined,
): () => Promise<void> {
  const { act } = useScene();
  return async () => {
    const said = text.trim();
    if (said === '') return;
    put('', 0);
    // Whoever speaks wants to see the answer, wherever they were reading.
    const list = box.current?.closest('main, .thread')?.querySelector('.list');
    if (list) list.scrollTop = list.scrollHeight;
    const outcome = await act('type', {
      channel,
      text: said,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    });
    if (!outcome.ok && !said.startsWith('/') && box.current?.value === '') put(said, said.length);
  };
}

function Send({ idle, send }: { idle: boolean; send: () => Promise<void> }): Shown {
  return html`<button class="send" aria-label="Send" disabled=${idle} onClick=${send}>
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <path d="M2 2.500 16.500 9 2 15.500 4 9.600 10.500 9 4 8.400z" fill="currentColor" />
    </svg>
  </button>`;
}

/** Enter sends, unless it finishes a word first; Shift and Enter begins a line. */
function onKey(event: KeyboardEvent, draft: Draft, send: () => Promise<void>): void {
  const offer = draft.offers[draft.at];
  const finishes =
    offer !== undefined &&
    !event.shiftKey &&
    (event.key === 'Tab' || (event.key === 'Enter' && !draft.isWhole));
  if (offer !== undefined && event.key === 'ArrowDown') draft.mark(1);
  else if (offer !== undefined && event.key === 'ArrowUp') draft.mark(-1);
  else if (offer !== undefined && event.key === 'Escape') draft.hide();
  else if (finishes) draft.take(offer);
  else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void send();
  else return;
  event.preventDefault();
}

function Offers({
  offers,
  at,
  id,
  take,
}: {
  offers: readonly Offer[];
  at: number;
  id: string;
  take: (offer: Offer) => void;
}): Shown {
  const pick = (offer: Offer) => (event: Event) => {
    event.preventDefault();
    take(offer);
  };
  return html`<ul class="offers" role="listbox" id=${id} aria-label="Suggestions">
    ${offers.map(
      (offer, index) =>
        html`<li
          key=${offer.insert}
          id=${`${id}-${index}`}
          role="option"
          aria-selected=${index === at}
          onMouseDown=${pick(offer)}
        >
          ${offer.user === undefined ? null : html`<${Avatar} user=${offer.user} small=${true} />`}
          <div>
            <b>${offer.title}</b
            >${offer.usage === undefined ? null : html` <code>${offer.usage}</code>`}<span
              >${offer.detail}</span
            >
          </div>
        </li>`,
    )}
  </ul>`;
}
