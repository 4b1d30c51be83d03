import { describe, expect, it } from 'vitest';
import { besides, faultsOf, least } from '../../bench/scale/figures.ts';
import { scaleBench } from '../../bench/scale/run.ts';

const plain = {
  nodeMs: 2,
  postgresMs: 4,
  rowsPerClaim: 5,
  startCpuMs: 930,
  startMs: 1_000,
  memoryMb: 100,
  residentMb: 150,
};

describe('the benchmark of scale', () => {
  it('takes of each figure what the machine disturbed least', () => {
    const other = { ...plain, nodeMs: 1.5, memoryMb: 120 };
    expect(least([plain, other])).toEqual({ ...plain, nodeMs: 1.5 });
  });

  it('names what grows with history by more than a fifth, and claims that read much', () => {
    const laden = { ...plain, postgresMs: 5, rowsPerClaim: 5_000, startMs: 9_000, residentMb: 190 };
    const cell = besides({ services: 10, ended: 7 }, laden, plain);
    expect(cell.flat).toEqual({
      nodeMs: true,
      postgresMs: false,
      rowsPerClaim: false,
      startCpuMs: true,
      startMs: false,
      memoryMb: true,
      residentMb: false,
    });
    expect(faultsOf(cell)).toEqual([
      '10 services, 7 ended releases: a claim reads 5000 rows',
      '10 services, 7 ended releases: postgresMs is 1.25 times that of a fresh ledger',
      '10 services, 7 ended releases: rowsPerClaim is 1000 times that of a fresh ledger',
    ]);
    expect(faultsOf({ services: 10, ended: 0, ...plain, ratio: null, flat: null })).toEqual([]);
  });

  it('makes the history, and measures beside a ledger without one', async () => {
    const told: string[] = [];
    const { result } = await scaleBench((line) => told.push(line), {
      services: [4],
      ended: [30, 800],
      rounds: 1,
      looks: 8,
    });
    expect(result.cells.map(({ services, ended }) => [services, ended])).toEqual([
      [4, 0],
      [4, 30],
      [4, 800],
    ]);
    expect(told).toHaveLength(2);
    expect(result.load).toHaveLength(3);
    for (const cell of result.cells) expect(Object.values(cell)).not.toContain(Number.NaN);
  });
});
