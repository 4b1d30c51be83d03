import type { Ledger } from '../../ports/ledger.ts';
import { timelineOf } from '../../release/seen/timeline.ts';
import type { Release } from '../../release/state/release.ts';
import type { ThreadFacts } from '../../views/thread-facts.ts';

/** Read once it is over: before that, each thing is told where it happens. */
export async function whoDidWhat(
  ledger: Ledger,
  pair: readonly Release[],
): Promise<Pick<ThreadFacts, 'timeline'>> {
  const last = pair.at(-1);
  if (!last || !('at' in last.phase)) return {};
  const recorded = await Promise.all(pair.map(({ id }) => ledger.events(id)));
  return { timeline: timelineOf(pair, recorded.flat()) };
}
