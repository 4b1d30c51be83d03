import { useEffect, useRef, useState } from 'preact/hooks';
import type { Block } from '../slack/blocks/block.ts';
import type { View } from '../slack/entry.ts';
import { Blocks } from './block.ts';
import { useFocusBack } from './focus.ts';
import { html, type Shown } from './html.ts';
import { initialOf } from './initial.ts';
import { useScene } from './scene.ts';
import { Plain } from './text.ts';

type Value = string | readonly string[];

/** The form on top of what this person has open, if any. */
export function Forms(): Shown {
  const { state, me } = useScene();
  const top = [...state.views.values()].findLast((view) => view.user === me.id);
  return top === undefined ? null : html`<${Form} key=${top.id} view=${top} />`;
}

function Form({ view }: { view: View }): Shown {
  const { act, shared } = useScene();
  const box = useRef<HTMLDialogElement>(null);
  const [values, setValues] = useState<Readonly<Record<string, Value>>>(() =>
    initialValues(view.body.blocks),
  );
  const { busy, trouble, send } = useSubmit(view, values);
  useFocusBack();
  useEffect(() => box.current?.showModal(), []);
  if (view.body.type !== 'modal') return null;
  const { title, submit, close } = view.body;
  const leave = (event?: Event) => {
    event?.preventDefault();
    void act('close_view', { view_id: view.id });
  };
  const fields = {
    values,
    put: (id: string, value: Value) => setValues((now) => ({ ...now, [id]: value })),
    errors: view.errors ?? {},
  };
  return html`<dialog class="form" ref=${box} onCancel=${leave} aria-labelledby="form-title">
    <form onSubmit=${send} novalidate>
      <header>
        <img src="/_page/lamp.svg" alt="" />
        <h2 id="form-title"><${Plain} text=${title.text} /></h2>
        <button type="button" class="close" aria-label="Close" onClick=${leave}>×</button>
      </header>
      <div class="middle">
        ${trouble === undefined ? null : html`<p class="trouble" role="alert">${trouble}</p>`}
        <${Blocks} blocks=${view.body.blocks} spot=${{ kind: 'view', view_id: view.id, fields }} />
      </div>
      <footer>
        <small>From ${shared.workspace.bot.real_name}</small>
        <button type="button" class="press" onClick=${leave}>${close?.text ?? 'Cancel'}</button>
        ${submit === undefined ? null : html`<${Submit} words=${submit.text} busy=${busy} />`}
      </footer>
    </form>
  </dialog>`;
}

/** Sends a form off: once at a time, and with what is wrong when nothing came of it. */
function useSubmit(view: View, values: Readonly<Record<string, Value>>) {
  const { act } = useScene();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setTrouble(undefined);
    const outcome = await act('submit', {
      view_id: view.id,
      values: filled(view.body.blocks, values),
    });
    setBusy(false);
    if (!outcome.ok && outcome.errors === undefined) setTrouble(outcome.error);
  };
  return { busy, trouble, send };
}

function Submit({ words, busy }: { words: string; busy: boolean }): Shown {
  return html`<button type="submit" class="press primary" disabled=${busy} aria-busy=${busy}>
    ${words}
  </button>`;
}

function initialValues(blocks: readonly Block[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    blocks.flatMap((block) =>
      block.type === 'input' ? [[block.block_id ?? '', initialOf(block.element)] as const] : [],
    ),
  );
}

/** Only the fields the form has now: an app may have changed it meanwhile. */
function filled(
  blocks: readonly Block[],
  values: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value | null>> {
  return Object.fromEntries(
    blocks.flatMap((block) => {
      if (block.type !== 'input') return [];
      const value = values[block.block_id ?? ''] ?? initialOf(block.element);
      return [[block.block_id ?? '', value.length === 0 ? null : value] as const];
    }),
  );
}
