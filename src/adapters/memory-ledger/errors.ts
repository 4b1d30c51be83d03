import type { Ledger } from '../../ports/ledger.ts';
import type { KnownIssue } from '../../release/state/known-issue.ts';
import type { LedgerMemory } from './memory.ts';

/** Errors of builds, and what people said of them. */
export function memoryErrors({
  known,
  errors,
}: LedgerMemory): Pick<Ledger, 'knownIssues' | 'saveErrors' | 'errors'> {
  return {
    knownIssues: async (service) =>
      [...known.values()]
        .filter((one) => one.service === service)
        .sort((a, b) => b.at - a.at || (a.fingerprint < b.fingerprint ? -1 : 1)),
    saveErrors: async (seen) => {
      for (const one of seen)
        errors.set(JSON.stringify([one.service, one.version, one.issue.id]), one);
    },
    errors: async (service, version) =>
      [...errors.values()]
        .filter((one) => one.service === service && one.version === version)
        .sort((a, b) => a.place - b.place),
  };
}

/** Keeps words on errors; the newest word on each stands. */
export function saveKnownInMemory(memory: LedgerMemory, words: readonly KnownIssue[]): void {
  for (const one of words) memory.known.set(JSON.stringify([one.service, one.fingerprint]), one);
}
