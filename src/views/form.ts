import type { ModalView } from '@slack/types';
import { mrkdwn, plainText } from './blocks.ts';
import { cut, esc } from './esc.ts';

/** A question that needs typed words. Its answer comes back as the command named by `callback_id`. */
export function formView(
  form: { readonly command: string; readonly title: string; readonly intro: string; readonly label: string; readonly hint: string; readonly submit: string; readonly cancel: string },
  metadata: string,
): ModalView {
  return {
    type: 'modal',
    callback_id: form.command,
    private_metadata: metadata,
    title: plainText(cut(form.title, 24)),
    submit: plainText(cut(form.submit, 24)),
    close: plainText(cut(form.cancel, 24)),
    blocks: [
      { type: 'section', block_id: 'intro', text: mrkdwn(esc(form.intro, 1_000)) },
      {
        type: 'input', block_id: 'words', label: plainText(cut(form.label, 200)),
        element: { type: 'plain_text_input', action_id: 'words', multiline: true, max_length: 300, placeholder: plainText(cut(form.hint, 150)) },
      },
    ],
  };
}
