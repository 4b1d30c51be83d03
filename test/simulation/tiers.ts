import type { Lived, Tier } from './pool.ts';
import type { WayName } from './ways.ts';

/**
 * Lives one history; its journal is kept only where somebody has to read it. What a tier is made of
 * is read only where one of its histories is lived.
 */
export async function liveOne(
  tier: Tier,
  seed: number,
  way: WayName,
  keepsJournal = false,
): Promise<Lived> {
  if (tier === 'core') {
    const { runCore } = await import('./core/history.ts');
    const told = runCore(seed, way, keepsJournal);
    const isBad = told.violations.length > 0 && !keepsJournal;
    return { ...told, way, ...(isBad ? { journal: runCore(seed, way, true).journal } : {}) };
  }
  const { runHistory } = await import('./history.ts');
  const told = await runHistory(seed, way);
  const isKept = keepsJournal || told.violations.length > 0;
  return { ...told, way, ...(isKept ? {} : { journal: [] }) };
}
