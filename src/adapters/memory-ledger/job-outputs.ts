import type { JobNotes } from '../../ports/job-notes.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { LedgerMemory } from './memory.ts';
import { held } from './wakes.ts';

/** What the hosts of runs wrote, the newest of each step, and what runners must remember. */
export function memoryJobOutputs(
  memory: LedgerMemory,
): Pick<Ledger, 'jobOutputs' | 'saveJobOutput'> & JobNotes {
  return {
    jobOutputs: async (run) =>
      [...memory.jobOutputs.values()]
        .filter((one) => one.run === run)
        .sort((a, b) => a.step - b.step),
    saveJobOutput: async (claim, output) => {
      held(memory, claim);
      memory.jobOutputs.set(`${output.run} ${output.step}`, output);
    },
    jobNote: async (key) => memory.jobNotes.get(key) ?? null,
    saveJobNote: async (key, before, note) => {
      if ((memory.jobNotes.get(key)?.revision ?? 0) !== before) return false;
      memory.jobNotes.set(key, { revision: before + 1, note });
      return true;
    },
  };
}
