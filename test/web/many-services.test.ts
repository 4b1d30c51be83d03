import { describe, expect, it } from 'vitest';
import { redrawAll } from '../../src/assemble/redraw-all.ts';
import { newLine } from '../../src/release/state/line.ts';
import { metricsOf } from '../../src/web/metrics.ts';

/** A ledger that counts how many questions wait for it at once. */
function counted() {
  let asking = 0;
  const seen = { most: 0, answers: 0, wishes: 0 };
  const ask = async <T>(answer: T): Promise<T> => {
    asking += 1;
    seen.most = Math.max(seen.most, asking);
    await Promise.resolve();
    asking -= 1;
    seen.answers += 1;
    return answer;
  };
  return {
    seen,
    ledger: {
      open: () => ask([]),
      line: (service: string) => ask(newLine(service)),
      touch: () => ask(undefined),
      wake: async (wishes: readonly unknown[]) => {
        seen.wishes += wishes.length;
      },
    },
  };
}

const services = Array.from({ length: 2_000 }, (_, index) => `svc-${index}`);

describe('two thousand services', () => {
  it('do not all ask for a connection at the start', async () => {
    const { ledger, seen } = counted();
    await redrawAll(services, ledger, { now: () => 0, wall: (at) => at });
    expect(seen).toEqual({ most: 1, answers: 2_000, wishes: 4_000 });
  });

  it('do not all ask for a connection when Prometheus looks', async () => {
    const { ledger, seen } = counted();
    expect(await metricsOf(services, ledger).text()).toContain('davy_ledger_up 1');
    expect(seen).toMatchObject({ most: 1, answers: 4_001 });
  });
});
