import { type JudgedCount, isCount } from './counted.ts';
import type { JudgedSignal } from './judged-signal.ts';
import type { Paired } from '../state/judgement.ts';
import type { Measure } from './ruler.ts';

/** From so many old servers on it is known what one of them alone should have shown. */
const leastToCompare = 3;

type Sides = { readonly pair: Paired; readonly servers: JudgedSignal['servers'] };

/**
 * Both sides of one signal in one look; null where a side was not read, or not whole. What one old
 * server shows far beyond the others is cut: one burst there must not excuse the build.
 */
export function pairedLook(
  counts: readonly JudgedCount[],
  weighedOn: (count: JudgedCount) => 'new' | 'old' | null,
  { bunching }: Measure,
): Sides | null {
  let [bad, all, oldBad, oldAll, news, olds] = [0, 0, 0, 0, 0, 0];
  let [isNewThere, isOldThere] = [false, false];
  const old: { bad: number; all: number }[] = [];
  for (const count of counts) {
    if (!isCount(count.bad) || !isCount(count.all)) return null;
    if (count.side === 'new') isNewThere = true;
    else isOldThere = true;
    const side = weighedOn(count);
    if (side === 'new') {
      bad += count.bad;
      all += count.all;
      news += 1;
    } else if (side === 'old') {
      oldBad += count.bad;
      oldAll += count.all;
      olds += 1;
      old.push({ bad: count.bad, all: count.all });
    }
  }
  if (!isNewThere || !isOldThere) return null;
  const servers = { new: Math.max(1, news), old: Math.max(1, olds) };
  if (olds < leastToCompare) return { pair: { bad, all, oldBad, oldAll }, servers };
  const kept = old.reduce((sum, one) => {
    const others = oldAll - one.all;
    const expected = others > 0 ? (one.all * (oldBad - one.bad)) / others : one.bad;
    return sum + Math.min(one.bad, 2 + 2 * bunching + 4 * expected);
  }, 0);
  return { pair: { bad, all, oldBad: kept, oldAll }, servers };
}
