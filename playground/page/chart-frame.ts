import type { ChartBlock } from '../slack/blocks/chart.ts';

/** A chart with axes: lines, areas or bars. */
export type Drawn = Extract<ChartBlock['chart'], { series: unknown }>;
/** Where a value of a chart is drawn. */
export type Frame = {
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

/** Every chart is as tall as every other. */
export const chartHeight = 208;

/** Lays the values of a chart out between its axes. */
export function frameOf(chart: Drawn, inner: Size, marks: readonly number[]): Frame {
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

/** What a series says of a category, if it says anything. */
export function valueAt({ data }: Drawn['series'][number], category: string): number | undefined {
  return data.find((point) => point.label === category)?.value;
}
