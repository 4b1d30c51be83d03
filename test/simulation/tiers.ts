import { runCore } from './core/history.ts';
import { runHistory } from './history.ts';
import type { Lived, Tier } from './pool.ts';

/** Lives one history; its journal is kept only where somebody has to read it. */
export async function liveOne(tier: Tier, seed: number, keepsJournal = false): Promise<Lived> {
  if (tier === 'core') {
    const told = runCore(seed, keepsJournal);
    const isBad = told.violations.length > 0 && !keepsJournal;
    return isBad ? { ...told, journal: runCore(seed, true).journal } : told;
  }
  const told = await runHistory(seed);
  return keepsJournal || told.violations.length > 0 ? told : { ...told, journal: [] };
}
