import type { Ledger } from '../../ports/ledger.ts';
import { newReader } from '../../release/state/reader.ts';
import type { LedgerMemory } from './memory.ts';

/** Who follows what, one change at a time. */
export function memoryReaders({
  readers,
}: LedgerMemory): Pick<Ledger, 'reader' | 'readers' | 'changeReader'> {
  return {
    reader: async (person) => readers.get(person) ?? newReader(person),
    readers: async () => [...readers.values()],
    changeReader: async (person, change) => {
      const changed = change(readers.get(person) ?? newReader(person));
      readers.set(person, changed);
      return changed;
    },
  };
}
