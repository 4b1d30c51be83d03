import type { Block } from '../slack/blocks/block.ts';
import { html, type Shown } from './html.ts';
import { RichTextBlock } from './rich-text.ts';

type Table = Extract<Block, { type: 'table' }>;
type Cell = Table['rows'][number][number];

/** A table that scrolls inside itself when it is wider than the message. */
export function TableBlock({ block }: { block: Table }): Shown {
  const [head = [], ...rows] = block.rows;
  const kind = (index: number) => {
    const settings = block.column_settings?.[index];
    return `${settings?.align ?? 'left'}${settings?.is_wrapped === true ? ' wrapped' : ''}`;
  };
  return html`<div class="table" role="region" aria-label="Table" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head.map(
            (cell, index) =>
              html`<th scope="col" class=${kind(index)}><${CellText} cell=${cell} /></th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, index) =>
                index === 0
                  ? html`<th scope="row" class=${kind(index)}><${CellText} cell=${cell} /></th>`
                  : html`<td class=${kind(index)}><${CellText} cell=${cell} /></td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function CellText({ cell }: { cell: Cell }): Shown {
  switch (cell.type) {
    case 'raw_text':
      return cell.text;
    case 'raw_number':
      return cell.text ?? String(cell.value);
    case 'rich_text':
      return html`<${RichTextBlock} block=${cell} />`;
  }
}
