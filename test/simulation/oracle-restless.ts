import type { Decided, Oracle } from './oracle.ts';

/** A release that goes ahead as fast as it can is far below this many looks with news in 20 s. */
const mostLooks = 60;
const withinMs = 20_000;

/**
 * Invariant 28: a look that shows nothing new is no event. One that is recorded brings the next at
 * once, and what is ordered meanwhile is overtaken by it.
 */
export function watchRestless(oracle: Oracle) {
  const looks = new Map<string, number[]>();
  const said = new Set<string>();
  return {
    decided({ event, decision }: Decided): void {
      if (event.kind !== 'observed' || decision.kind !== 'moved' || !decision.release) return;
      const { id } = decision.release;
      const recent = looks.get(id) ?? [];
      recent.push(oracle.now());
      looks.set(id, recent);
      if (recent.length <= mostLooks) return;
      const since = oracle.now() - (recent.shift() ?? 0);
      if (since >= withinMs || said.has(id)) return;
      said.add(id);
      oracle.broken(28, `${id} recorded ${mostLooks} looks in ${Math.round(since / 1_000)} s`);
    },
  };
}
