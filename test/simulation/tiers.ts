import { runCore } from './core/history.ts';
import { runHistory } from './history.ts';
import type { Lived, Tier } from './pool.ts';
import type { WayName } from './ways.ts';

/** Lives one history; its journal is kept only where somebody has to read it. */
export async function liveOne(
  tier: Tier,
  seed: number,
  way: WayName,
  keepsJournal = false,
): Promise<Lived> {
  if (tier === 'core') {
    const told = runCore(seed, way, keepsJournal);
    const isBad = told.violations.length > 0 && !keepsJournal;
    return { ...told, way, ...(isBad ? { journal: runCore(seed, way, true).journal } : {}) };
  }
  const told = await runHistory(seed, way);
  const isKept = keepsJournal || told.violations.length > 0;
  return { ...told, way, ...(isKept ? {} : { journal: [] }) };
}
