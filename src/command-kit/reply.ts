import type { TextPart } from '../texts/part.ts';

/** What is asked once more before something that hurts. Both answers say what they do. */
export type Confirm = {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
};

/** A way on. A button says a command, a link opens a page. */
export type Choice =
  | {
      readonly kind: 'command';
      readonly label: string;
      readonly command: string;
      readonly value: string;
      readonly style?: 'primary' | 'danger';
      readonly confirm?: Confirm;
    }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'dismiss'; readonly label: string };

/**
 * One thing a form asks. A name that ends in `=` becomes a word such as `soak=45m`; any other field
 * says its own words.
 */
export type Field = {
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

/** What can be chosen, and the words that choosing it says. */
export type Option = { readonly label: string; readonly value: string };

/**
 * A question that needs words: one text, or several fields. Sending it says `command` with `value`
 * and the words.
 */
export type Form = {
  readonly command: string;
  readonly value: string;
  readonly title: string;
  readonly intro: string;
  readonly submit: string;
  readonly cancel: string;
} & ({ readonly label: string; readonly hint: string } | { readonly fields: readonly Field[] });

/**
 * An answer that is drawn already, in both forms; its outside text was escaped by the view that
 * drew it.
 */
export type Shown = {
  readonly kind: 'shown';
  readonly content: {
    readonly text: string;
    readonly rich: readonly object[];
    readonly classic: readonly object[];
  };
};
/** A line below an answer; its name leads to its thread. */
export type Row = {
  readonly name: string;
  readonly url: string | null;
  readonly parts: readonly TextPart[];
};

/**
 * What a command answers. People other than the caller learn from the messages drawn out of the
 * ledger, never from here.
 */
export type Reply =
  | {
      readonly kind: 'whisper';
      readonly parts: readonly TextPart[];
      readonly choices: readonly Choice[];
      readonly rows?: readonly Row[];
      readonly seenBy?: 'everyone';
    }
  | { readonly kind: 'form'; readonly form: Form }
  | Shown
  | { readonly kind: 'silent' };

/** Answers only the caller. */
export function privately(
  parts: string | readonly TextPart[],
  ...choices: readonly (Choice | null)[]
): Reply {
  return {
    kind: 'whisper',
    parts: typeof parts === 'string' ? [parts] : parts,
    choices: choices.filter((choice) => choice !== null),
  };
}

/** A button that says a command: pressing it is the same as typing it. */
export function replyButton(
  label: string,
  command: string,
  value: string,
  style?: 'primary' | 'danger',
  confirm?: Confirm,
): Choice {
  return {
    kind: 'command',
    label,
    command,
    value,
    ...(style ? { style } : {}),
    ...(confirm ? { confirm } : {}),
  };
}

/** The whole answer as one line, for logs, tests and the fallback text. */
export function plain(parts: readonly TextPart[]): string {
  return parts
    .map((part) =>
      typeof part === 'string' ? part : `${new Date(part.at).toISOString().slice(11, 16)} UTC`,
    )
    .join('');
}
