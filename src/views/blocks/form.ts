import type { InputBlock, ModalView } from '@slack/types';
import { mrkdwn, plainText } from './blocks.ts';
import { cut, esc, plainly } from './esc.ts';

type Option = { readonly label: string; readonly value: string };

type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: true;
} & (
  | {
      readonly kind: 'text';
      readonly lines: 'one' | 'many';
      readonly most: number;
      readonly initial?: string;
    }
  | {
      readonly kind: 'choice';
      readonly groups: readonly { readonly label: string; readonly options: readonly Option[] }[];
      readonly initial?: string;
    }
  | { readonly kind: 'date'; readonly initial?: string }
  | {
      readonly kind: 'choices';
      readonly options: readonly Option[];
      readonly initial: readonly string[];
    }
);

type Form = {
  readonly command: string;
  readonly title: string;
  readonly intro: string;
  readonly submit: string;
  readonly cancel: string;
} & ({ readonly label: string; readonly hint: string } | { readonly fields: readonly Field[] });

/** What the one field is called of a form that asks for a reason and no more. */
const onlyField: Field['name'] = 'words';

/** A question that needs words. Its answer comes back as the command named by `callback_id`. */
export function formView(form: Form, metadata: string): ModalView {
  const fields: readonly Field[] =
    'fields' in form
      ? form.fields
      : [
          {
            kind: 'text',
            name: onlyField,
            label: form.label,
            hint: form.hint,
            lines: 'many',
            most: 300,
          },
        ];
  return {
    type: 'modal',
    callback_id: form.command,
    private_metadata: metadata,
    title: plainText(cut(form.title, 24)),
    submit: plainText(cut(form.submit, 24)),
    close: plainText(cut(form.cancel, 24)),
    blocks: [
      { type: 'section', block_id: 'intro', text: mrkdwn(esc(form.intro, 1_000)) },
      ...fields.map(input),
    ],
  };
}

function input(field: Field): InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plainText(cut(field.label, 200)),
    element: element(field),
    ...(field.optional ? { optional: true } : {}),
  };
}

function element(field: Field): InputBlock['element'] {
  const hint = field.hint === undefined ? {} : { placeholder: plainText(cut(field.hint, 150)) };
  switch (field.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        action_id: field.name,
        multiline: field.lines === 'many',
        max_length: field.most,
        ...hint,
        ...(field.initial === undefined || field.initial === ''
          ? {}
          : { initial_value: cut(field.initial, field.most) }),
      };
    case 'choice':
      return { ...selectOf(field), ...hint };
    case 'date':
      return {
        type: 'datepicker',
        action_id: field.name,
        ...hint,
        ...(field.initial === undefined ? {} : { initial_date: field.initial }),
      };
    case 'choices': {
      const options = field.options.slice(0, 10).map(option);
      const ticked = options.filter(({ value }) => field.initial.includes(value));
      return {
        type: 'checkboxes',
        action_id: field.name,
        options,
        ...(ticked.length > 0 ? { initial_options: ticked } : {}),
      };
    }
  }
}

/** Slack takes no group without an option, and needs no groups where there is one alone. */
function selectOf(field: Extract<Field, { kind: 'choice' }>) {
  const groups = field.groups
    .filter(({ options }) => options.length > 0)
    .slice(0, 100)
    .map(({ label, options }) => ({
      label: plainText(plainly(label, 75)),
      options: options.slice(0, 100).map(option),
    }));
  const first = groups
    .flatMap(({ options }) => options)
    .find(({ value }) => value === field.initial);
  const what =
    groups.length === 1 && groups[0] ? { options: groups[0].options } : { option_groups: groups };
  return {
    type: 'static_select' as const,
    action_id: field.name,
    ...what,
    ...(first ? { initial_option: first } : {}),
  };
}

function option({ label, value }: Option) {
  return { text: plainText(plainly(label, 75)), value };
}
