import { describe, expect, it } from 'vitest';
import type { ChartBlock } from '../../../src/views/blocks/blocks.ts';
import { signalChart, signalTable } from '../../../src/views/watch/signals.ts';
import { prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { reading } from '../../support/readings.ts';

/** Errors as they were measured, minute by minute, each beside what chance alone could do. */
function chartOf(
  values: readonly number[],
  floors: readonly number[],
  baseline = 2,
): ChartBlock['chart'] | null {
  const history = values.map((value, i) => ({
    at: noon + i * minute,
    readings: [
      reading('errors', value, {
        source: 'sentry',
        baseline,
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

/** What stands in the limit's column for errors of a build, of which chance bears so many. */
function limitAt(floor: number, value: number): string | undefined {
  const part = signalTable('a:table:1', prerelease({ kind: 'soaking', since: noon }), [
    reading('errors', value, {
      source: 'sentry',
      baseline: 2,
      limit: { kind: 'worse-by', share: 1, floor },
    }),
  ]);
  const block = part && 'rich' in part ? part.rich : null;
  const cell = block?.type === 'table' ? block.rows[1]?.[4] : undefined;
  return cell?.type === 'raw_text' ? cell.text : undefined;
}

describe('the table of a soak', () => {
  it('names no limit that so few users in so few seconds could not come near', () => {
    expect(limitAt(6_000, 3)).toBe('not yet');
    expect(limitAt(543, 3)).toBe('max 543');
  });

  it('names even that limit, where it was passed', () => {
    expect(limitAt(2_000, 8_607)).toBe('max 2,000');
  });
});

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

  it('leaves out a limit that says nothing yet, also where nothing at all was measured', () => {
    expect(chartOf([0, 0, 0], [5_200, 4_000, 2_300], 0)?.series.map(({ name }) => name)).toEqual([
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
