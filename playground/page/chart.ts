import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartBlock } from '../slack/blocks/chart.ts';
import { labelsShown, short, ticks } from './chart-scale.ts';
import { html, type Shown } from './html.ts';
import { Pie } from './pie.ts';

type Drawn = Extract<ChartBlock['chart'], { series: unknown }>;
type Frame = {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly step: number;
  readonly inner: Size;
};
type Size = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

const height = 208;

/** A chart drawn at the width it has, so that its words keep their size on a phone. */
export function Chart({ block }: { block: ChartBlock }): Shown {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(560);
  useEffect(() => {
    if (box.current === null) return undefined;
    const watcher = new ResizeObserver(([entry]) =>
      setWidth(Math.max(220, entry?.contentRect.width ?? 560)),
    );
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  const { chart } = block;
  return html`<figure class="chart">
    <figcaption>${block.title}</figcaption>
    <div ref=${box}>
      ${chart.type === 'pie' ? html`<${Pie} segments=${chart.segments} title=${block.title} />` : html`<${Plot} chart=${chart} width=${width} title=${block.title} />`}
    </div>
  </figure>`;
}

function Plot({ chart, width, title }: { chart: Drawn; width: number; title: string }): Shown {
  const { categories, x_label, y_label } = chart.axis_config;
  const marks = ticks(chart.series.flatMap((series) => series.data.map((point) => point.value)));
  const left = Math.max(...marks.map((mark) => short(mark).length)) * 7 + 12;
  const inner = {
    left,
    right: width - 12,
    top: y_label === undefined ? 10 : 26,
    bottom: height - (x_label === undefined ? 24 : 42),
  };
  const frame = frameOf(chart, inner, marks);
  const shown = labelsShown(categories, inner.right - inner.left);
  return html`<svg
      viewBox=${`0 0 ${width} ${height}`}
      width=${width}
      height=${height}
      role="img"
      aria-label=${title}
    >
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
            <text x=${inner.left - 8} y=${frame.y(mark) + 4} text-anchor="end"
              >${short(mark)}</text
            >`,
      )}
      ${categories.map((name, index) => (shown.has(index) ? html`<text x=${frame.x(index)} y=${inner.bottom + 17} text-anchor="middle">${name}</text>` : null))}
      ${x_label === undefined ? null : html`<text x=${(inner.left + inner.right) / 2} y=${height - 6} text-anchor="middle" class="label">${x_label}</text>`}
      ${chart.series.map((_, index) => html`<${Series} chart=${chart} index=${index} frame=${frame} />`)}
    </svg>
    <ul class="legend" aria-hidden="true">
      ${chart.series.map((series, index) => html`<li class=${`c${index % 6}`}>${chart.type === 'bar' ? html`<i class="key"></i>` : html`<svg width="22" height="10"><line x1="1" x2="21" y1="5" y2="5" class=${`stroke d${index % 6}`} /></svg>`}${series.name}</li>`)}
    </ul>
    <${Numbers} chart=${chart} title=${title} />`;
}

function frameOf(chart: Drawn, inner: Size, marks: readonly number[]): Frame {
  const low = marks[0] ?? 0;
  const high = marks.at(-1) ?? 1;
  const count = chart.axis_config.categories.length;
  const bars = chart.type === 'bar' || count === 1;
  const step = (inner.right - inner.left) / Math.max(1, bars ? count : count - 1);
  return {
    inner,
    step,
    x: (index) => inner.left + step * (index + (bars ? 0.5 : 0)),
    y: (value) => inner.bottom - ((value - low) / (high - low)) * (inner.bottom - inner.top),
  };
}

function Series({ chart, index, frame }: { chart: Drawn; index: number; frame: Frame }): Shown {
  const series = chart.series[index];
  if (series === undefined) return null;
  const values = chart.axis_config.categories.map(
    (category) => series.data.find((point) => point.label === category)?.value ?? 0,
  );
  const tip = (at: number) =>
    html`<title>
      ${`${series.name}, ${chart.axis_config.categories[at] ?? ''}: ${values[at] ?? ''}`}
    </title>`;
  const color = `c${index % 6}`;
  if (chart.type === 'bar') {
    const wide = Math.min(36, (frame.step * 0.7) / chart.series.length);
    const start = (at: number) => frame.x(at) - (wide * chart.series.length) / 2 + wide * index;
    return values.map((value, at) => {
      const top = Math.min(frame.y(value), frame.y(0));
      const tall = Math.abs(frame.y(value) - frame.y(0));
      return html`<rect
        x=${start(at) + 1}
        y=${top}
        width=${Math.max(1, wide - 2)}
        height=${tall}
        rx="2"
        class=${`bar ${color}`}
        >${tip(at)}</rect
      >`;
    });
  }
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
    ${values.map((value, at) => html`<circle cx=${frame.x(at)} cy=${frame.y(value)} r=${at === values.length - 1 ? 3.5 : 2} class="dot">${tip(at)}</circle>`)}
  </g>`;
}

/** The same numbers for people who cannot see a drawing. */
function Numbers({ chart, title }: { chart: Drawn; title: string }): Shown {
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
            ${chart.series.map((series) => html`<td>${series.data.find((point) => point.label === category)?.value}</td>`)}
          </tr>`,
      )}
    </table>
  </div>`;
}
