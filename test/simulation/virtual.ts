import type { Ledger } from '../../src/ports/ledger.ts';
import type { makeSchedule } from './schedule.ts';

/** Wakes somebody when work becomes due, as notices of a database do. */
export function hinting(ledger: Ledger, hint: (dueAt: number) => void): Ledger {
  return {
    ...ledger,
    decide: (about, judge, wake) =>
      ledger.decide(about, judge, (decision) => {
        const wishes = wake(decision);
        for (const { dueAt } of wishes) hint(dueAt);
        return wishes;
      }),
    async settle(claim, outcome) {
      await ledger.settle(claim, outcome);
      if (outcome.dueAt !== null) hint(outcome.dueAt);
    },
    async wake(wishes) {
      await ledger.wake(wishes);
      for (const { dueAt } of wishes) hint(dueAt);
    },
  };
}

/** Timers of the code under test run in virtual time too. */
export function virtualTimers(schedule: ReturnType<typeof makeSchedule>): () => void {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const stopped = new Set<unknown>();
  const fake = (run: () => void, ms = 0) => {
    const timer = { unref: () => timer };
    schedule.after(ms, () => {
      if (!stopped.delete(timer)) run();
    });
    return timer;
  };
  Object.assign(globalThis, {
    setTimeout: fake,
    clearTimeout: (timer: unknown) => {
      if (timer) stopped.add(timer);
    },
  });
  return () => Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
}
