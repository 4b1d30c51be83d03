import type { Ledger } from '../../ports/ledger.ts';
import type { LedgerMemory } from './memory.ts';
import { held } from './wakes.ts';

/** What was counted of releases. */
export function memorySoaks(memory: LedgerMemory): Pick<Ledger, 'soak' | 'saveSoak' | 'looks'> {
  return {
    soak: async (release) => memory.soaks.get(release)?.soak ?? null,
    saveSoak: async (claim, release, { soak, looks }) => {
      held(memory, claim);
      const kept = memory.soaks.get(release)?.looks ?? [];
      if (looks.some(({ at }) => kept.some((look) => look.at === at))) return;
      memory.soaks.set(release, {
        soak,
        looks: [...kept, ...looks].sort((a, b) => a.at - b.at),
      });
    },
    looks: async (release, { after, most }) =>
      (memory.soaks.get(release)?.looks ?? []).filter(({ at }) => at > after).slice(0, most),
  };
}
