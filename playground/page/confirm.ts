import { useEffect, useRef, useState } from 'preact/hooks';
import type { Confirm } from '../slack/blocks/text.ts';
import { useFocusBack } from './focus.ts';
import { html, type Shown } from './html.ts';
import { Plain, Text } from './text.ts';

/** The question that waits for this person, if there is one, and how it is asked and answered. */
export function useQuestion(): {
  readonly question: Confirm | undefined;
  readonly ask: (confirm: Confirm) => Promise<boolean>;
  readonly settle: (yes: boolean) => void;
} {
  const [open, setOpen] = useState<
    { confirm: Confirm; answer: (yes: boolean) => void } | undefined
  >(undefined);
  return {
    question: open?.confirm,
    ask: (confirm) => new Promise((resolve) => setOpen({ confirm, answer: resolve })),
    settle: (yes) => {
      open?.answer(yes);
      setOpen(undefined);
    },
  };
}

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
