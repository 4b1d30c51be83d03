import type { JudgeOptions } from '../state/judge-options.ts';
import type { PeopleHit } from './counted.ts';

/** What errors that people met say: nothing, a doubt that keeps a build from passing, or enough. */
export type NewErrors = {
  readonly kind: 'none' | 'doubt' | 'certain';
  readonly group: string | null;
};

/** A new error that old servers show too is this many times as frequent before it counts. */
const timesOld = 4;

/**
 * Judged by the different people that met an error, never by its events: one person who tries again
 * a hundred times is one. `share` is how many users the build has for each one on old servers.
 */
export function newErrors(
  hits: readonly PeopleHit[],
  share: number,
  options: JudgeOptions,
): NewErrors {
  const judged = hits.map((hit) => ({ group: hit.group, kind: kindOf(hit, share, options) }));
  for (const kind of ['certain', 'doubt'] as const) {
    const found = judged.find((one) => one.kind === kind);
    if (found) return found;
  }
  return { kind: 'none', group: null };
}

function kindOf(
  { fatal, known, people, oldPeople }: PeopleHit,
  share: number,
  { newErrorPeople, fatalIsCertain }: JudgeOptions,
): NewErrors['kind'] {
  const likeOld = oldPeople > 0 && people <= timesOld * oldPeople * share;
  if (known === 'known' || likeOld) return 'none';
  if (fatal && known === 'new' && people >= 2)
    return fatalIsCertain || people >= newErrorPeople ? 'certain' : 'doubt';
  if (known === 'new' && people >= newErrorPeople) return 'certain';
  return people >= Math.min(3, newErrorPeople) || (fatal && people >= 2) ? 'doubt' : 'none';
}
