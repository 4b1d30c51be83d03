import { describe, expect, it } from 'vitest';
import { exportedLooks } from '../../src/assemble/exported-looks.ts';
import type { JudgedLook } from '../../src/release/verdict/counted.ts';
import {
  judgementOf,
  learned,
  newSoak,
  type Soak,
  soakAfter,
} from '../../src/release/verdict/soak.ts';
import { openTrace } from '../../src/traces/judge-trace.ts';
import { readTraceLine } from '../../src/traces/trace-line.ts';
import { traceRow } from '../../src/traces/trace-row.ts';
import { judgeAgain } from '../support/judge-again.ts';
import { minute, noon } from '../support/noon.ts';
import {
  countersAt,
  everyKindOfLook,
  historyOfOld,
  judgeOptions,
  lookedAt,
  soakOf,
} from '../support/soak-samples.ts';

/** What `davy evidence --looks` prints of a release whose looks are these. */
async function exported(soak: Soak, looks: readonly JudgedLook[]): Promise<string> {
  const ledger = {
    looks: async (_: string, { after, most }: { after: number; most: number }) =>
      looks.filter(({ at }) => at > after).slice(0, most),
  };
  return (await Array.fromAsync(exportedLooks(ledger, 'rel_1', soak))).join('');
}

function judged(text: string) {
  const trace = openTrace('rel_1');
  for (const line of text.trim().split('\n')) {
    const read = readTraceLine(line);
    if ('fault' in read) throw new Error(`${read.fault}: ${line}`);
    trace.take(read.line);
  }
  return trace.end();
}

const past = learned(newSoak(judgeOptions), [], historyOfOld);

/** Soaks of all kinds: each goes on for an hour at most. */
const soaks = {
  'of a build that is like old servers': soakOf(120, {}, past),
  'that learned nothing': soakOf(120),
  'of a build that is worse': soakOf(40, { bad: 9 }, past),
  'of a build that is far worse': soakOf(20, { bad: 200 }, past),
  'with an hour in which nobody looked, and a silence': (() => {
    const start = soakOf(30, {}, past);
    const read = countersAt(200);
    const looks = [...start.looks];
    let { soak } = start;
    for (const look of [
      lookedAt(noon + 15 * minute, { people: everyKindOfLook[0]?.people ?? [] }),
      lookedAt(noon + 100 * minute, { read, users: everyKindOfLook[0]?.users ?? [] }),
      lookedAt(noon + 100.5 * minute, { read: { ...read, counters: [], memory: [] } }),
      lookedAt(noon + 101 * minute, { read: countersAt(202) }),
    ]) {
      const soaked = soakAfter(soak, look);
      ({ soak } = soaked);
      looks.push(...soaked.looks);
    }
    return { soak, looks };
  })(),
  'that goes on after everybody has moved': (() => {
    const start = soakOf(80, {}, past);
    const looks = [...start.looks];
    let { soak } = start;
    for (let look = 80; look < 110; look += 1) {
      const all = countersAt(look, { bad: 5 });
      const read = { ...all, counters: all.counters.filter(({ side }) => side === 'new') };
      const at = noon + (look * minute) / 2;
      const soaked = soakAfter(soak, lookedAt(at, { read, isOldLeft: true }));
      ({ soak } = soaked);
      looks.push(...soaked.looks);
    }
    return { soak, looks };
  })(),
};

describe('the record of a soak', () => {
  it.each(Object.entries(soaks))('%s gives the same verdict again', async (_, { soak, looks }) => {
    expect(judged(await exported(soak, looks)).judgement).toEqual(judgementOf(soak));
  });

  it.each(Object.entries(soaks))(
    '%s agrees with whoever adds it up',
    async (_, { soak, looks }) => {
      const again = judgeAgain(await exported(soak, looks));
      const { findings } = judgementOf(soak);
      expect(findings.map(({ signal }) => signal).toSorted()).toEqual(
        Object.keys(again).toSorted(),
      );
      for (const { signal, onceIn, proven } of findings) {
        expect(Math.log(again[signal]?.onceIn ?? NaN)).toBeCloseTo(Math.log(onceIn), 6);
        expect(again[signal]?.proven).toBeCloseTo(proven, 6);
      }
    },
  );

  it('has all that a look may have in it', async () => {
    const lines = await exported(past, everyKindOfLook);
    expect(lines.split('\n')).toHaveLength(1 + 1 + 1 + 1 + 1 + 1 + 9 + 1 + 1);
    expect(() => judged(lines)).not.toThrow();
  });

  it('of a release that people were called for says so, whoever holds the deadline', async () => {
    const { soak, looks } = soaks['of a build that is far worse'];
    expect(judgementOf(soak)).toMatchObject({ kind: 'paged', page: { surely: true } });
    expect(traceRow(judged(await exported(soak, looks))).verdict).toBe('paged');
  });
});
