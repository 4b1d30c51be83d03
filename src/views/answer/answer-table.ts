/**
 * # src/views/answer
 *
 * Answers that only the one who asked sees.
 */

import type { RichTextElement, TableBlock } from '@slack/types';
import type { ContentPart } from '../blocks/content.ts';
import { plainly } from '../blocks/esc.ts';
import { line, list, textRun } from '../blocks/rich-text.ts';

type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly url: string | null }[];
};

const rowsMost = 50;

/**
 * A table in an answer: its first column names the row and leads to its thread. Classic: one line a
 * row.
 */
export function answerTable({ columns, rows }: Table): ContentPart {
  if (rows.length === 0) return null;
  const shown = rows
    .slice(0, rowsMost)
    .map(({ cells, url }) => ({ cells: cells.map((cell) => plainly(cell, 80) || '–'), url }));
  const rich: TableBlock = {
    type: 'table',
    block_id: 'whisper:table',
    column_settings: columns.map((_, i) => ({ is_wrapped: i === columns.length - 1 })),
    rows: [
      columns.map((text) => ({ type: 'raw_text' as const, text })),
      ...shown.map(({ cells, url }) =>
        cells.map((text, i) =>
          i === 0 && url !== null
            ? { type: 'rich_text' as const, elements: [line(named(text, url))] }
            : { type: 'raw_text' as const, text },
        ),
      ),
    ],
  };
  const classic = list(
    'whisper:table',
    'bullet',
    shown.map(({ cells: [first = '', ...rest], url }) =>
      line(named(first, url), textRun(`: ${rest.join(', ')}`)),
    ),
  );
  return { rich, classic };
}

function named(text: string, url: string | null): RichTextElement {
  return url === null || !/^https?:\/\/[^\s<>|]+$/.test(url)
    ? textRun(text, { bold: true })
    : { type: 'link', url, text };
}
