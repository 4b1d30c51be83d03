import { many } from './amount.ts';
import type { ChartBlock } from './chart.ts';
import type { Part } from './content.ts';
import { cut } from './esc.ts';
import { preformatted } from './rich-text.ts';

/** Counts beside each other: how many of each kind, in each stretch of time. */
export type Bars = {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly names: readonly string[];
  readonly points: readonly { readonly label: string; readonly values: readonly number[] }[];
};

/** A bar needs a neighbour to say anything; nothing is drawn of one stretch alone, or where all is zero. */
export function barChart(block_id: string, bars: Bars): Part {
  const { title, x, y, names, points } = bars;
  const shown = points.slice(-20);
  if (shown.length < 2 || shown.every(({ values }) => values.every((value) => value === 0))) return null;
  const categories = shown.map(({ label }) => cut(label, 20));
  const series = names.map((name, i) => ({ name: cut(name, 20), data: shown.map(({ values }, at) => ({ label: categories[at] ?? '', value: values[i] ?? 0 })) }));
  const rich: ChartBlock = { type: 'data_visualization', block_id, title: cut(title, 50), chart: { type: 'bar', series, axis_config: { categories, x_label: x, y_label: y } } };
  const wide = Math.max(...categories.map(({ length }) => length));
  const rows = shown.map(({ values }, at) => `${(categories[at] ?? '').padEnd(wide)}  ${values.map((value, i) => '█▒░'.charAt(i).repeat(Math.min(value, 20))).join('')} ${spoken(names, values)}`);
  return { rich, classic: preformatted(block_id, [title, ...rows].join('\n')) };
}

function spoken(names: readonly string[], values: readonly number[]): string {
  const said = names.flatMap((name, i) => (values[i] ? [many(values[i], name.toLowerCase(), name.toLowerCase())] : []));
  return said.length > 0 ? said.join(', ') : 'none';
}
