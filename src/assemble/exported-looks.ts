import type { LedgerShelves } from '../ports/readings.ts';
import type { Soak } from '../release/verdict/soak.ts';
import { linesOfLook, ruleLine } from '../traces/record-lines.ts';

/** So many are read at once, whatever a soak has: 3 days are 8,640. */
const atOnce = 200;

/** All looks that a release was judged by, as a trace that anybody can judge again. */
export async function* exportedLooks(
  ledger: Pick<LedgerShelves, 'looks'>,
  release: string,
  { state }: Soak,
): AsyncGenerator<string> {
  yield ruleLine(release, state);
  for (let after = -Infinity; ;) {
    const looks = await ledger.looks(release, { after, most: atOnce });
    for (const look of looks) yield linesOfLook(release, look).join('');
    after = looks.at(-1)?.at ?? Infinity;
    if (looks.length < atOnce) return;
  }
}
