import { describe, expect, it } from 'vitest';
import { migrationMessage } from '../../../src/views/release/migration.ts';
import { batch, all, curve, migrating, slower } from '../gallery-parts.ts';
import type { Migration } from '../../../src/release/state/remembered.ts';
import { faultsOf } from '../lint.ts';
import { minute, noon } from '../../support/noon.ts';

function drawn(move: Migration) {
  const facts = all(migrating, { move });
  if (!facts.release) throw new Error('a release was expected');
  const { rich } = migrationMessage(facts, facts.release).content;
  const found = rich.find(({ type }) => type === 'data_visualization');
  if (found?.type !== 'data_visualization') return null;
  const after = rich[rich.indexOf(found) + 1];
  return { title: found.title, chart: found.chart, below: JSON.stringify(after) };
}

describe('the picture of a move', () => {
  it('shows the old side falling and the new one rising', () => {
    const chart = drawn(slower)?.chart;
    if (chart?.type !== 'line') throw new Error('lines were expected');
    expect(chart.series.map(({ name }) => name)).toEqual(['On 1.42.0', 'On 1.41.0']);
    const [mine = [], old = []] = chart.series.map(({ data }) => data.map(({ value }) => value));
    expect(mine[0]).toBe(0);
    expect(old[0]).toBe(6_200);
    expect(mine.at(-1)).toBeGreaterThan(old.at(-1) ?? 0);
    expect(mine.map((value, i) => value + (old[i] ?? 0))).toEqual(mine.map(() => 6_200));
  });

  it('names the crossing, on its axis and in the time of whoever reads it', () => {
    const found = drawn({ ...slower, half: noon + 307 * minute });
    expect(found?.title).toBe('Users by version: half after 22 min');
    expect(found?.below).toContain(
      `½ *Half moved at <!date^${(noon + 307 * minute) / 1_000}^{time}|`,
    );
    expect(labels(found).filter((label) => label.includes('½'))).toEqual(['22 ½']);
  });

  it('marks when each batch had moved', () => {
    const found = drawn({ ...slower, half: null });
    expect(labels(found).filter((label) => /[①②③]/u.test(label))).toEqual(['2 ①', '16 ②', '26 ③']);
    expect(found?.below).toContain('① batch 1 at <!date^');
    expect(found?.title).toBe('Users by version');
  });

  it('says nothing below while nothing has happened: Slack refuses a line without a word', () => {
    const facts = all(
      { ...migrating, movedAt: null },
      { move: { ...slower, done: [], half: null } },
    );
    if (!facts.release) throw new Error('a release was expected');
    const { content } = migrationMessage(facts, facts.release);
    expect(JSON.stringify(content.rich)).not.toContain('fleet-marks');
    expect(faultsOf(content)).toEqual([]);
  });

  it('tells the last batches of many, and draws nothing of one look', () => {
    const many = {
      ...slower,
      done: Array.from({ length: 12 }, (_, i) => batch(0.01 * i, 285 + i)),
    };
    expect(drawn(many)?.below).toContain('batch 13 at');
    expect(drawn(many)?.below).not.toContain('batch 7 at');
    expect(drawn({ ...slower, curve: curve.slice(0, 1) })).toBeNull();
  });
});

function labels(found: ReturnType<typeof drawn>): readonly string[] {
  return found?.chart.type === 'line' ? found.chart.axis_config.categories : [];
}
