/**
 * # src/views/answer
 *
 * Answers that only the one who asked sees.
 */

import type { RichTextBlock, RichTextElement } from '@slack/types';
import { plainly } from '../blocks/esc.ts';
import { line, list, moment, textRun } from '../blocks/rich-text.ts';

type Row = {
  readonly name: string;
  readonly url: string | null;
  readonly parts: readonly (string | { readonly at: number })[];
};

const rowsMost = 50;

/**
 * Rows below an answer, each a line of its own: a phone shows lines whole, and of a table its first
 * columns only. The name leads to its thread.
 */
export function answerRows(rows: readonly Row[]): RichTextBlock | null {
  if (rows.length === 0) return null;
  return list(
    'whisper:rows',
    'bullet',
    rows
      .slice(0, rowsMost)
      .map(({ name, url, parts }) =>
        line(
          named(plainly(name, 80), url),
          ...parts.map((part) =>
            typeof part === 'string' ? textRun(spaced(part)) : moment(part.at),
          ),
        ),
      ),
  );
}

function named(text: string, url: string | null): RichTextElement {
  return url === null || !/^https?:\/\/[^\s<>|]+$/.test(url)
    ? textRun(text, { bold: true })
    : { type: 'link', url, text };
}

/** Cleaned as outside text is, and still apart from what stands beside it. */
function spaced(part: string): string {
  const [before = '', after = ''] = [/^\s/.exec(part)?.[0], /\s$/.exec(part)?.[0]];
  return before + plainly(part, 160) + after;
}
