import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartBlock } from '../slack/blocks/chart.ts';
import { Axes } from './chart-axes.ts';
import { chartHeight, type Drawn, frameOf } from './chart-frame.ts';
import { Legend } from './chart-legend.ts';
import { Numbers } from './chart-numbers.ts';
import { short, ticks } from './chart-scale.ts';
import { Series } from './chart-series.ts';
import { html, type Shown } from './html.ts';
import { Pie } from './pie.ts';

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
      ${
        chart.type === 'pie'
          ? html`<${Pie} segments=${chart.segments} title=${block.title} />`
          : html`<${Plot} chart=${chart} width=${width} title=${block.title} />`
      }
    </div>
  </figure>`;
}

function Plot({ chart, width, title }: { chart: Drawn; width: number; title: string }): Shown {
  const { x_label, y_label } = chart.axis_config;
  const marks = ticks(chart.series.flatMap((series) => series.data.map((point) => point.value)));
  const left = Math.max(...marks.map((mark) => short(mark).length)) * 7 + 12;
  const inner = {
    left,
    right: width - 12,
    top: y_label === undefined ? 10 : 26,
    bottom: chartHeight - (x_label === undefined ? 24 : 42),
  };
  const frame = frameOf(chart, inner, marks);
  return html`<svg
      viewBox=${`0 0 ${width} ${chartHeight}`}
      width=${width}
      height=${chartHeight}
      role="img"
      aria-label=${title}
    >
      <${Axes} chart=${chart} marks=${marks} frame=${frame} />
      ${chart.series.map(
        (_, index) => html`<${Series} chart=${chart} index=${index} frame=${frame} />`,
      )}
    </svg>
    <${Legend} chart=${chart} />
    <${Numbers} chart=${chart} title=${title} />`;
}
