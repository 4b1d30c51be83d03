import type { Button, RichTextBlock, RichTextElement } from '@slack/types';
import { type Block, actions, button, confirm, link, numbered } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { cut, esc, plainly } from '../blocks/esc.ts';
import { moment } from '../blocks/rich-text.ts';
import { utc } from '../blocks/when.ts';
import { answerRows } from './answer-rows.ts';

type Part = string | { readonly at: number };

type Choice =
  | {
      readonly kind: 'command';
      readonly label: string;
      readonly command: string;
      readonly value: string;
      readonly style?: 'primary' | 'danger';
      readonly confirm?: {
        readonly title: string;
        readonly text: string;
        readonly yes: string;
        readonly no: string;
      };
    }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'dismiss'; readonly label: string };

type Whisper = {
  readonly parts: readonly Part[];
  readonly choices: readonly Choice[];
  readonly rows?: Parameters<typeof answerRows>[0];
  readonly seenBy?: 'everyone';
};

/** What everybody sees carries links only: commands belong to the messages the ledger draws. */
function offered(choices: readonly Choice[], seenBy: Whisper['seenBy']): readonly Choice[] {
  return seenBy === 'everyone' ? choices.filter(({ kind }) => kind === 'link') : choices;
}

/**
 * An answer only one person sees. As rich text, nothing people typed can turn into a link or a
 * mention.
 */
export function answerContent({ parts, choices, rows = [], seenBy }: Whisper): {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly classic: readonly Block[];
} {
  const said: RichTextBlock = {
    type: 'rich_text',
    block_id: 'whisper:text',
    elements: [{ type: 'rich_text_section', elements: parts.flatMap(piece) }],
  };
  const row = actions('whisper:act', numbered(offered(choices, seenBy).slice(0, 5).map(press)));
  const text = esc(
    parts
      .map((part) => (typeof part === 'string' ? part.replaceAll('`', '') : utc(part.at)))
      .join(''),
    290,
  );
  const { rich, classic } = content(text, [said, answerRows(rows), row]);
  return { text, blocks: rich, classic };
}

/** Words between backticks are shown as typed words; a moment is shown in the reader's own time. */
function piece(part: Part): readonly RichTextElement[] {
  if (typeof part !== 'string') return [moment(part.at)];
  return part.split('`').flatMap((text, i): readonly RichTextElement[] => {
    const shown = text
      .split('\n')
      .map((line) => (line.trim() === '' ? line : spaced(line)))
      .join('\n');
    if (shown === '') return [];
    return [
      i % 2 === 1
        ? { type: 'text', text: shown, style: { code: true } }
        : { type: 'text', text: shown },
    ];
  });
}

/** Hidden characters are made visible, but the blanks at the ends stay: they join the pieces. */
function spaced(line: string): string {
  const before = line.slice(0, line.length - line.trimStart().length);
  const after = line.slice(before.length + line.trim().length);
  return `${before}${plainly(line.trim(), 2_000)}${after}`;
}

function press(choice: Choice, index: number): Button | null {
  switch (choice.kind) {
    case 'command':
      return button(cut(choice.label, 75), choice.command, choice.value, {
        ...(choice.style ? { style: choice.style } : {}),
        ...(choice.confirm
          ? {
              confirm: confirm(
                choice.confirm.title,
                choice.confirm.text,
                choice.confirm.yes,
                choice.confirm.no,
                choice.style === 'danger',
              ),
            }
          : {}),
      });
    case 'link':
      return link(cut(choice.label, 75), `open ${index}`, choice.url);
    case 'dismiss':
      return button(cut(choice.label, 75), 'dismiss', 'dismiss');
  }
}
