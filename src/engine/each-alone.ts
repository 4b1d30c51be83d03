import { UpstreamError } from '../ports/errors.ts';
import type { Claim } from '../ports/ledger.ts';

/** So many in a row, and the outside is taken to be away: the rest would only wait one by one. */
const awayAfter = 3;

/**
 * Does something for each of several who have nothing to do with each other: where the outside
 * fails for one, the others have their turn all the same, and the fault goes on to whoever tries
 * again. Each try begins with another, so that nobody stands behind the same broken ones for ever.
 */
export async function eachAlone<Item>(
  { tries }: Pick<Claim, 'tries'>,
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const first = items.length === 0 ? 0 : tries % items.length;
  let fault: UpstreamError | null = null;
  let inARow = 0;
  for (const item of [...items.slice(first), ...items.slice(0, first)]) {
    try {
      await act(item);
      inARow = 0;
    } catch (cause) {
      if (!(cause instanceof UpstreamError)) throw cause;
      fault ??= cause;
      inARow += 1;
      if (inARow >= awayAfter) break;
    }
  }
  if (fault) throw fault;
}
