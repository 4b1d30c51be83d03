import { z } from 'zod';
import { blockId, words } from './text.ts';

const point = z.strictObject({ label: words(20), value: z.number() });
const series = z.strictObject({ name: words(20), data: z.array(point).min(1).max(20) });

const axes = z
  .strictObject({
    categories: z.array(words(20)).min(1).max(20),
    x_label: words(50).optional(),
    y_label: words(50).optional(),
  })
  .refine((axis) => new Set(axis.categories).size === axis.categories.length, {
    error: 'categories must be unique',
    path: ['categories'],
  });

const drawn = <Kind extends string>(kind: Kind) =>
  z
    .strictObject({
      type: z.literal(kind),
      series: z.array(series).min(1).max(12),
      axis_config: axes,
    })
    .refine((chart) => new Set(chart.series.map((one) => one.name)).size === chart.series.length, {
      error: 'series names must be unique',
      path: ['series'],
    })
    .refine(
      (chart) => chart.series.every((one) => matches(one.data, chart.axis_config.categories)),
      {
        error: 'data labels must match axis_config.categories',
        path: ['series'],
      },
    );

const matches = (data: readonly { label: string }[], categories: readonly string[]) =>
  data.length === categories.length &&
  categories.every((category) => data.some((one) => one.label === category));

const chart = z.discriminatedUnion('type', [
  drawn('line'),
  drawn('bar'),
  drawn('area'),
  z.strictObject({
    type: z.literal('pie'),
    segments: z
      .array(z.strictObject({ label: words(20), value: z.number().positive() }))
      .min(1)
      .max(12),
  }),
]);

/** A native chart; the limits are the tighter ones where Slack's own pages disagree. */
export const chartSchema = z.strictObject({
  type: z.literal('data_visualization'),
  ...blockId,
  title: words(50),
  chart,
});

/** A chart block as it is drawn. */
export type ChartBlock = z.infer<typeof chartSchema>;
