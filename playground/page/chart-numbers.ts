import { type Drawn, valueAt } from './chart-frame.ts';
import { html, type Shown } from './html.ts';

/** The same numbers for people who cannot see a drawing. */
export function Numbers({ chart, title }: { chart: Drawn; title: string }): Shown {
  // A table takes the width it needs; only a box around it can be told to be small.
  return html`<div class="unseen">
    <table>
      <caption>
        ${title}
      </caption>
      <tr>
        <th>${chart.axis_config.x_label ?? ''}</th>
        ${chart.series.map((series) => html`<th>${series.name}</th>`)}
      </tr>
      ${chart.axis_config.categories.map(
        (category) =>
          html`<tr>
            <th>${category}</th>
            ${chart.series.map((series) => html`<td>${valueAt(series, category)}</td>`)}
          </tr>`,
      )}
    </table>
  </div>`;
}
