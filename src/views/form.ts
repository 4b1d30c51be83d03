import type { ModalView } from '@slack/types';
import { plainText, section } from './blocks.ts';
import { cut, esc, plainly } from './esc.ts';

/** A question that needs typed words: a decline's reason, a postponement's, what was done by hand. */
export type Question = {
  readonly command: string;
  readonly title: string;
  readonly intro: string;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly cancel: string;
};

/** Draws the form. Sending it says the command; `metadata` says about what. */
export function formView(form: Question, metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: form.command,
    private_metadata: metadata,
    title: plainText(cut(form.title, 24)),
    submit: plainText(cut(form.submit, 24)),
    close: plainText(cut(form.cancel, 24)),
    blocks: [
      section('form:intro:0', esc(form.intro, 600)),
      {
        type: 'input',
        block_id: 'form:reason:0',
        label: plainText(plainly(form.label, 200)),
        hint: plainText('Shown in the thread'),
        element: { type: 'plain_text_input', action_id: 'words', max_length: 300, focus_on_load: true, placeholder: plainText(plainly(`Ex. ${form.hint}`, 150)) },
      },
    ],
  };
}
