import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { texts } from '../../texts/texts.ts';
import { cut, visible } from './esc.ts';
import { utc } from './when.ts';

/**
 * One run of text; Slack refuses an empty one. Rich text reads no markup: the home of all titles
 * that come from outside.
 */
export function textRun(
  text: string,
  style?: { readonly bold?: boolean; readonly code?: boolean },
): RichTextElement {
  return { type: 'text', text: cut(visible(text), 900) || '-', ...(style ? { style } : {}) };
}

/** A line of runs. */
export function line(...elements: readonly RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements: [...elements] };
}

/** A moment in the reader's own zone. */
export function moment(at: number): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(at / 1_000),
    format: texts.when.dayFormat,
    fallback: utc(at),
  };
}

/** A paragraph in rich text. */
export function paragraph(
  block_id: string,
  ...elements: readonly RichTextElement[]
): RichTextBlock {
  return { type: 'rich_text', block_id, elements: [line(...elements)] };
}

/** Lines below each other, numbered where their order matters. */
export function list(
  block_id: string,
  style: 'bullet' | 'ordered',
  lines: readonly RichTextSection[],
): RichTextBlock {
  return {
    type: 'rich_text',
    block_id,
    elements: [{ type: 'rich_text_list', style, elements: [...lines] }],
  };
}

/** A piece in a fixed-width face, where columns must line up. */
export function preformatted(block_id: string, text: string): RichTextBlock {
  return {
    type: 'rich_text',
    block_id,
    elements: [
      {
        type: 'rich_text_preformatted',
        elements: [{ type: 'text', text: cut(visible(text), 2_500) }],
      },
    ],
  };
}
