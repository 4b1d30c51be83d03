import type { Ledger } from '../../ports/ledger.ts';
import type { LedgerMemory } from './memory.ts';
import { held } from './wakes.ts';

/** What the hosts of runs wrote: the newest of each step. */
export function memoryJobOutputs(
  memory: LedgerMemory,
): Pick<Ledger, 'jobOutputs' | 'saveJobOutput'> {
  return {
    jobOutputs: async (run) =>
      [...memory.jobOutputs.values()]
        .filter((one) => one.run === run)
        .sort((a, b) => a.step - b.step),
    saveJobOutput: async (claim, output) => {
      held(memory, claim);
      memory.jobOutputs.set(`${output.run} ${output.step}`, output);
    },
  };
}
