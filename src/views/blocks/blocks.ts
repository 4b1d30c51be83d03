import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { cut, plainly, visible } from './esc.ts';

/** Slack's chart block (June 2026), which its own types do not know yet. */
export type ChartBlock = {
  readonly type: 'data_visualization';
  readonly block_id: string;
  readonly title: string;
  readonly chart: {
    readonly type: 'line' | 'area' | 'bar';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label: string;
      readonly y_label: string;
    };
  };
};

/** Every block Davy draws; Slack's own types do not know charts yet. */
export type Block = KnownBlock | ChartBlock;

/**
 * Names the parts of one message, so that no two blocks of it share an id and each revision has its
 * own.
 */
export type Ids = (part: string) => string;

/** Slack cuts ids at 255 characters; versions may be long. */
export function idsOf(subject: string, kind: string, rev: number): Ids {
  return (part) => cut(`${subject}:${kind}-${part}:${rev}`, 200);
}

/** A heading is a sentence: plain words, no end punctuation. */
export function header(block_id: string, text: string): HeaderBlock {
  return { type: 'header', block_id, text: plainText(plainly(text, 150)) };
}

/** A paragraph. Its outside text was escaped by whoever wrote it. */
export function section(block_id: string, text: string): SectionBlock {
  return { type: 'section', block_id, text: mrkdwn(text) };
}

/** Facts beside each other, the last of an odd number alone; Slack refuses more than ten. */
export function factFields(
  block_id: string,
  pairs: readonly (readonly [name: string, value: string] | null)[],
): SectionBlock {
  const kept = pairs.filter((pair) => pair !== null);
  return {
    type: 'section',
    block_id,
    fields: kept.slice(0, 10).map(([name, value]) => mrkdwn(`*${name}*\n${value}`, 1_900)),
  };
}

/** The small print at the end. */
export function context(block_id: string, parts: readonly (string | null)[]): ContextBlock | null {
  const text = parts.filter((part) => part !== null && part !== '').join(' · ');
  // Slack refuses a whole message for one line without a word.
  if (text === '') return null;
  return { type: 'context', block_id, elements: [mrkdwn(text, 1_900)] };
}

/** A row of buttons; none when nothing can be pressed. */
export function actions(
  block_id: string,
  buttons: readonly (Button | null)[],
): ActionsBlock | null {
  const elements = buttons.filter((button) => button !== null);
  return elements.length === 0 ? null : { type: 'actions', block_id, elements };
}

/**
 * A button that says a command: its words are the action, its argument the value. Slack refuses an
 * empty one; a blank says no word.
 */
export function button(
  label: string,
  command: string,
  value: string,
  more: { style?: 'primary' | 'danger'; spoken?: string; confirm?: ConfirmationDialog } = {},
): Button {
  return {
    type: 'button',
    action_id: command,
    text: plainText(label),
    value: cut(value, 1_900) || ' ',
    ...(more.style ? { style: more.style } : {}),
    ...(more.spoken === undefined ? {} : { accessibility_label: plainly(more.spoken, 75) }),
    ...(more.confirm ? { confirm: more.confirm } : {}),
  };
}

/** A button that opens a page; nothing for addresses that are not the web's. */
export function link(label: string, what: string, url: string | null | undefined): Button | null {
  if (!url || !/^https?:\/\/[^\s<>|]+$/.test(url) || url.length > 2_900) return null;
  return { type: 'button', action_id: `link ${what}`, text: plainText(label), url };
}

/**
 * Slack refuses two buttons of one name in a row: later ones carry a number, which is cut off again
 * when they are pressed.
 */
export function numbered(buttons: readonly (Button | null)[]): readonly (Button | null)[] {
  return buttons.map((made, i) =>
    made && buttons.slice(0, i).some((other) => other?.action_id === made.action_id)
      ? { ...made, action_id: `${made.action_id ?? ''}#${i}` }
      : made,
  );
}

/** Asks once more before something that hurts. Both answers say what they do. */
export function confirm(
  title: string,
  text: string,
  yes: string,
  no: string,
  danger = true,
): ConfirmationDialog {
  return {
    title: plainText(plainly(title, 90)),
    text: plainText(plainly(text, 290)),
    confirm: plainText(yes),
    deny: plainText(no),
    ...(danger ? { style: 'danger' as const } : {}),
  };
}

/** Words without markup. Emoji codes in them stay as typed. */
export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text: visible(text), emoji: false };
}

/**
 * Words with markup, short enough for a section. `verbatim` keeps Slack from making links and
 * mentions out of outside text.
 */
export function mrkdwn(text: string, max = 2_900): MrkdwnElement {
  return { type: 'mrkdwn', text: cut(visible(text), max), verbatim: true };
}
