import { type Drawn, type Frame, valueAt } from './chart-frame.ts';
import { html, type Shown } from './html.ts';

/** One series, drawn as the chart says; each value tells itself to whoever points at it. */
export function Series({
  chart,
  index,
  frame,
}: {
  chart: Drawn;
  index: number;
  frame: Frame;
}): Shown {
  const series = chart.series[index];
  if (series === undefined) return null;
  const values = chart.axis_config.categories.map((category) => valueAt(series, category) ?? 0);
  const tip = (at: number) =>
    html`<title>
      ${`${series.name}, ${chart.axis_config.categories[at] ?? ''}: ${values[at] ?? ''}`}
    </title>`;
  const color = `c${index % 6}`;
  if (chart.type === 'bar') return bars(values, chart.series.length, index, frame, tip);
  const path = values
    .map(
      (value, at) =>
        `${at === 0 ? 'M' : 'L'}${frame.x(at).toFixed(1)} ${frame.y(value).toFixed(1)}`,
    )
    .join('');
  const area = `${path}L${frame.x(values.length - 1)} ${frame.y(0)}L${frame.x(0)} ${frame.y(0)}Z`;
  return html`<g class=${color}>
    ${chart.type === 'area' ? html`<path d=${area} class="area" />` : null}
    <path d=${path} class=${`stroke d${index % 6}`} />
    ${values.map(
      (value, at) =>
        html`<circle
          cx=${frame.x(at)}
          cy=${frame.y(value)}
          r=${at === values.length - 1 ? 3.5 : 2}
          class="dot"
          >${tip(at)}</circle
        >`,
    )}
  </g>`;
}

function bars(
  values: readonly number[],
  beside: number,
  index: number,
  frame: Frame,
  tip: (at: number) => Shown,
): Shown {
  const wide = Math.min(36, (frame.step * 0.7) / beside);
  const start = (at: number) => frame.x(at) - (wide * beside) / 2 + wide * index;
  return values.map((value, at) => {
    const top = Math.min(frame.y(value), frame.y(0));
    const tall = Math.abs(frame.y(value) - frame.y(0));
    return html`<rect
      x=${start(at) + 1}
      y=${top}
      width=${Math.max(1, wide - 2)}
      height=${tall}
      rx="2"
      class=${`bar c${index % 6}`}
      >${tip(at)}</rect
    >`;
  });
}
