import { chartHeight, type Drawn, type Frame } from './chart-frame.ts';
import { isMarked, labelsShown, short } from './chart-scale.ts';
import { html, type Shown } from './html.ts';

/** The lines and words around what is drawn; names that do not fit are left out. */
export function Axes({
  chart,
  marks,
  frame,
}: {
  chart: Drawn;
  marks: readonly number[];
  frame: Frame;
}): Shown {
  const { categories, x_label, y_label } = chart.axis_config;
  const { inner } = frame;
  return html`
    ${y_label === undefined ? null : html`<text x="0" y="12" class="label">${y_label}</text>`}
    ${marks.map(
      (mark) =>
        html`<line
            x1=${inner.left}
            x2=${inner.right}
            y1=${frame.y(mark)}
            y2=${frame.y(mark)}
            class=${mark === 0 ? 'zero' : 'grid'}
          />
          <text x=${inner.left - 8} y=${frame.y(mark) + 4} text-anchor="end">${short(mark)}</text>`,
    )}
    <${Categories} categories=${categories} frame=${frame} />
    ${
      x_label === undefined
        ? null
        : html`<text
            x=${(inner.left + inner.right) / 2}
            y=${chartHeight - 6}
            text-anchor="middle"
            class="label"
            >${x_label}</text
          >`
    }
  `;
}

/** What stands under the axis; where something happened a line goes up from it. */
function Categories({
  categories,
  frame,
}: {
  categories: Drawn['axis_config']['categories'];
  frame: Frame;
}): Shown {
  const { inner } = frame;
  // A long word under the last point would leave the picture.
  const atTheEnd = (index: number, name: string) =>
    index === categories.length - 1 && name.length > 3;
  const shown = labelsShown(categories, inner.right - inner.left);
  return html`
    ${categories.map((name, index) =>
      isMarked(name)
        ? html`<line
            x1=${frame.x(index)}
            x2=${frame.x(index)}
            y1=${inner.top}
            y2=${inner.bottom}
            class="mark"
          />`
        : null,
    )}
    ${categories.map((name, index) =>
      shown.has(index)
        ? html`<text
            x=${frame.x(index) + (atTheEnd(index, name) ? 10 : 0)}
            y=${inner.bottom + 17}
            text-anchor=${atTheEnd(index, name) ? 'end' : 'middle'}
            >${name}</text
          >`
        : null,
    )}
  `;
}
