import { texts } from '../../texts/texts.ts';
import type { ChartBlock } from './blocks.ts';
import type { ContentPart } from './content.ts';
import { cut } from './esc.ts';
import { preformatted } from './rich-text.ts';

/** Counts beside each other: how many of each kind, in each stretch of time. */
export type Bars = {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** What is counted: its name beside the colour, and so many of it in words. */
  readonly names: readonly { readonly name: string; readonly counted: (n: number) => string }[];
  readonly points: readonly { readonly label: string; readonly values: readonly number[] }[];
};

/**
 * A bar needs a neighbour to say anything; nothing is drawn of one stretch alone, or where all is
 * zero.
 */
export function barChart(block_id: string, bars: Bars): ContentPart {
  const { title, x, y, names, points } = bars;
  const shown = points.slice(-20);
  if (shown.length < 2 || shown.every(({ values }) => values.every((value) => value === 0)))
    return null;
  const categories = shown.map(({ label }) => cut(label, 20));
  const series = names.map(({ name }, i) => ({
    name: cut(name, 20),
    data: shown.map(({ values }, at) => ({ label: categories[at] ?? '', value: values[i] ?? 0 })),
  }));
  const rich: ChartBlock = {
    type: 'data_visualization',
    block_id,
    title: cut(title, 50),
    chart: { type: 'bar', series, axis_config: { categories, x_label: x, y_label: y } },
  };
  const wide = Math.max(...categories.map(({ length }) => length));
  const rows = shown.map(({ values }, at) => {
    const drawn = values.map((value, i) => '█▒░'.charAt(i).repeat(Math.min(value, 20)));
    return `${(categories[at] ?? '').padEnd(wide)}  ${drawn.join('')} ${spoken(names, values)}`;
  });
  return { rich, classic: preformatted(block_id, [title, ...rows].join('\n')) };
}

function spoken(names: Bars['names'], values: readonly number[]): string {
  const said = names.flatMap(({ counted }, i) => (values[i] ? [counted(values[i])] : []));
  return said.length > 0 ? said.join(', ') : texts.chart.none;
}
