import { describe, expect, it } from 'vitest';
import type { ChartBlock } from '../../../src/views/blocks/blocks.ts';
import { signalChart } from '../../../src/views/watch/signals.ts';
import { prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { reading } from '../../support/readings.ts';

/** Errors as they were measured, minute by minute, each beside what chance alone could do. */
function chartOf(values: readonly number[], floors: readonly number[]): ChartBlock['chart'] | null {
  const history = values.map((value, i) => ({
    at: noon + i * minute,
    readings: [
      reading('errors', value, {
        source: 'sentry',
        baseline: 2,
        limit: { kind: 'worse-by', share: 1, floor: floors[i] ?? 0 },
      }),
    ],
  }));
  const part = signalChart(
    'a:chart:1',
    prerelease({ kind: 'soaking', since: noon }),
    history,
    noon,
  );
  const block = part && 'rich' in part ? part.rich : null;
  return block?.type === 'data_visualization' ? block.chart : null;
}

describe('the chart of a soak', () => {
  it('leaves out the first minutes, in which a few users could have done anything', () => {
    const chart = chartOf([2, 2, 3, 2], [3_000, 400, 12, 10]);
    expect(chart?.axis_config.categories).toEqual(['120', '180']);
    expect(chart?.series.map(({ name }) => name)).toEqual(['1.42.0', '1.41.0', 'Limit']);
  });

  it('leaves a limit that is far above everything to the table', () => {
    expect(chartOf([2, 2, 3], [100, 100, 100])?.series.map(({ name }) => name)).toEqual([
      '1.42.0',
      '1.41.0',
    ]);
  });

  it('shows the limit as soon as something comes near it', () => {
    expect(chartOf([2, 2, 90], [100, 100, 100])?.series.map(({ name }) => name)).toEqual([
      '1.42.0',
      '1.41.0',
      'Limit',
    ]);
  });
});
