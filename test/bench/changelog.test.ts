import { expect, it, vi } from 'vitest';
import { changelogBench } from '../../bench/changelog/run.ts';

vi.setConfig({ testTimeout: 120_000 });

it('the benchmark compares the same range on both sides, and loses no change', async () => {
  const said: string[] = [];
  const { result } = await changelogBench((line) => void said.push(line), {
    commits: 300,
    range: 120,
    rounds: 1,
  });
  expect(result.generated).toMatchObject({ commits: 300, range: 120, changes: 120 });
  expect(result.here.range).toBe(result.here.commits - 1);
  // Both times are whole milliseconds; the ratio was taken before they were rounded.
  const { ms, gitLogMs, ratio } = result.generated;
  expect(ratio).toBeGreaterThanOrEqual((ms - 0.5) / (gitLogMs + 0.5) - 0.05);
  expect(ratio).toBeLessThanOrEqual((ms + 0.5) / (gitLogMs - 0.5) + 0.05);
  expect(said).toHaveLength(3);
});
