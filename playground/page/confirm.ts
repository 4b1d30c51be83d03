import { useEffect, useRef } from 'preact/hooks';
import type { Confirm } from '../slack/blocks/text.ts';
import { useFocusBack } from './focus.ts';
import { html, type Shown } from './html.ts';
import { Plain, Text } from './text.ts';

/** The question before a click that matters; Escape says no. */
export function ConfirmDialog({
  confirm,
  settle,
}: {
  confirm: Confirm;
  settle: (yes: boolean) => void;
}): Shown {
  const box = useRef<HTMLDialogElement>(null);
  useFocusBack();
  useEffect(() => box.current?.showModal(), []);
  const cancel = (event: Event) => {
    event.preventDefault();
    settle(false);
  };
  return html`<dialog class="confirm" ref=${box} onCancel=${cancel} aria-labelledby="confirm-title">
    <h2 id="confirm-title"><${Plain} text=${confirm.title.text} /></h2>
    <p><${Text} text=${confirm.text} /></p>
    <footer>
      <button class="press" onClick=${() => settle(false)}>
        <${Plain} text=${confirm.deny.text} />
      </button>
      <button
        class=${`press ${confirm.style ?? 'primary'}`}
        autofocus
        onClick=${() => settle(true)}
      >
        <${Plain} text=${confirm.confirm.text} />
      </button>
    </footer>
  </dialog>`;
}
