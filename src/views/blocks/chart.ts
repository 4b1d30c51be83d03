import type { ChartBlock } from './blocks.ts';
import type { ContentPart } from './content.ts';
import { texts } from '../../texts/texts.ts';
import { amount } from './amount.ts';
import { cut, plainly, visible } from './esc.ts';
import { preformatted } from './rich-text.ts';

const say = texts.chart;

/** One moment on the x axis; a series without a value there is null. `mark`: what happened then. */
type Point = {
  readonly at: number;
  readonly values: readonly (number | null)[];
  readonly mark?: string;
};

/** What a chart shows: several named series over the time since it began. */
export type Plot = {
  readonly title: string;
  readonly since: number;
  readonly sinceWhat: string;
  readonly y: string;
  readonly names: readonly string[];
  readonly points: readonly Point[];
};

/** Slack draws so many points of a series, and no more. */
export const pointsMax = 20;

/**
 * A chart needs two points at least, and a value for every label: gaps are left out, a series with
 * none is dropped.
 */
export function chart(block_id: string, plot: Plot): ContentPart {
  const kept = plot.names
    .map((_, i) => i)
    .filter((i) => plot.points.some((point) => point.values[i] !== null));
  const whole = plot.points.filter((point) =>
    kept.every((i) => Number.isFinite(point.values[i] ?? Number.NaN)),
  );
  const { labelled, unit } = label(thin(whole), plot.since);
  if (labelled.length < 2 || kept.length === 0) return null;
  const series = kept.map((i) => ({
    name: nameOf(plot, i),
    data: labelled.map(({ label, point }) => ({ label, value: round(point.values[i] ?? 0) })),
  }));
  const rich: ChartBlock = {
    type: 'data_visualization',
    block_id,
    title: cut(visible(plot.title), 50),
    chart: {
      type: 'line',
      series,
      axis_config: {
        categories: labelled.map(({ label }) => label),
        x_label: say[unit](plot.sinceWhat),
        y_label: cut(visible(plot.y), 50) || say.value,
      },
    },
  };
  return {
    rich,
    classic: bars(
      block_id,
      plot,
      labelled.map(({ label, point }) => ({ label, value: point.values[kept[0] ?? 0] ?? 0 })),
      unit,
    ),
  };
}

/** Slack wants short names, no two alike. */
function nameOf({ names }: Plot, i: number): string {
  const short = names.map((name) => cut(plainly(name), 20) || '-');
  const name = short[i] ?? '-';
  return short.indexOf(name) === i ? name : `${cut(name, 17)} ${i + 1}`;
}

/** Spread evenly over the whole time, the last one always in. */
function thin(points: readonly Point[]): readonly Point[] {
  const step = Math.max(1, Math.ceil(points.length / pointsMax));
  return points.filter((_, i) => (points.length - 1 - i) % step === 0);
}

type Unit = 'minutes' | 'seconds';

function label(
  points: readonly Point[],
  since: number,
): {
  readonly labelled: readonly { readonly label: string; readonly point: Point }[];
  readonly unit: Unit;
} {
  const last = points.at(-1);
  const unit: Unit = last !== undefined && last.at - since >= 10 * 60_000 ? 'minutes' : 'seconds';
  const by = new Map(
    points.map((point) => [
      String(Math.max(0, Math.round((point.at - since) / (unit === 'minutes' ? 60_000 : 1_000)))),
      point,
    ]),
  );
  const marked = ([label, point]: readonly [string, Point]) =>
    point.mark === undefined ? label : cut(`${label} ${point.mark}`, 20);
  return { labelled: [...by].map((one) => ({ label: marked(one), point: one[1] })), unit };
}

function bars(
  block_id: string,
  plot: Plot,
  points: readonly { label: string; value: number }[],
  unit: Unit,
) {
  const highest = Math.max(...points.map(({ value }) => value), 0);
  const wide = Math.max(...points.map(({ label }) => label.length));
  const rows = points.map(({ label, value }) => {
    const drawn = '█'.repeat(highest > 0 ? Math.round((value / highest) * 16) : 0);
    return `${label.padStart(wide)}  ${drawn} ${amount(value)}`;
  });
  return preformatted(block_id, [plot.title, `${say[unit](plot.sinceWhat)}:`, ...rows].join('\n'));
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
