import { expect, it } from 'vitest';
import { judgeBench } from '../../bench/judge/run.ts';

it('the benchmark judges the same soaks by Davy and by others, and keeps its word', async () => {
  const said: string[] = [];
  const { result } = await judgeBench((line) => void said.push(line), {
    healthy: 4,
    bad: 23,
    damaged: 5,
    nulls: 12,
    detections: 0,
    lastLook: 960,
    firstSeed: 1,
  });
  expect(result.rows.map(({ judge }) => judge)).toEqual([
    'Davy',
    'thresholds',
    'Mann-Whitney',
    'plain SPRT',
  ]);
  expect(result.rows[0]).toMatchObject({ badReleased: 0, healthy: { rolledBack: 0 } });
  expect(result.damaged.released).toBe(0);
  expect(Object.keys(result.bad).length).toBeGreaterThanOrEqual(23);
  expect(result.alarms).toMatchObject({ soaks: 12, back: 0 });
  expect(result.cost.rowBytes.late).toBeLessThan(1.5 * result.cost.rowBytes.early);
  expect(said.length).toBeGreaterThan(5);
});
