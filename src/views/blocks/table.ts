import type { TableBlock } from '@slack/types';
import type { ContentPart } from './content.ts';
import { plainly } from './esc.ts';
import { line, list, textRun } from './rich-text.ts';

/** A column's heading and side; numbers stand right. `plain` cells explain themselves. */
export type Column = {
  readonly name: string;
  readonly side: 'left' | 'right';
  readonly plain?: boolean;
  readonly wraps?: boolean;
};

/** What stands in a cell that has no value; Slack refuses an empty one. */
const nothing = '–';

/**
 * A small table; its first column names the row. Classic: one line a row, every value with its
 * column's name.
 */
export function table(
  block_id: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): ContentPart {
  if (rows.length === 0) return null;
  const shown = rows.slice(0, 20).map((row) => row.map((cell) => plainly(cell, 80) || nothing));
  const cells = [columns.map((column) => plainly(column.name, 80) || nothing), ...shown];
  const rich: TableBlock = {
    type: 'table',
    block_id,
    column_settings: columns.map(({ side, wraps }, i) =>
      i === 0 || wraps === true ? { is_wrapped: true, align: side } : { align: side },
    ),
    rows: cells.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  };
  const classic = list(
    block_id,
    'bullet',
    shown.map(([first = '', ...rest]) =>
      line(textRun(`${first}: `, { bold: true }), textRun(told(columns, rest) || nothing)),
    ),
  );
  return { rich, classic };
}

/** A cell whose column says no more than its words needs no name. */
function told(columns: readonly Column[], cells: readonly string[]): string {
  return cells
    .flatMap((cell, i) =>
      cell === nothing
        ? []
        : [columns[i + 1]?.plain === true ? cell : `${columns[i + 1]?.name ?? ''}: ${cell}`],
    )
    .join(' · ');
}
