import { type Peer, sumsOf } from './peer.ts';

/** Wald's test of twice as bad against as bad, at one false alarm in twenty over all signals. */
const twice = 2;
const alarm = 20;

/** Knows no bunches, no luck of servers and no warm-up: the arithmetic alone. */
export function plainSprt(): Peer {
  const logs = new Map<string, number>();
  return {
    rollsBack: (look) => {
      const names = [...new Set(look.counts.map(({ signal }) => signal))];
      const watched = names.filter((name) => /^(errors|latency)/.test(name));
      for (const name of watched) {
        const sum = sumsOf(look, (signal) => signal === name);
        if (!sum) continue;
        const { bad, all, oldBad, oldAll } = sum;
        const worse = (twice * all) / (twice * all + oldAll);
        const alike = all / (all + oldAll);
        const gained = bad * Math.log(worse / alike) + oldBad * Math.log((1 - worse) / (1 - alike));
        logs.set(name, (logs.get(name) ?? 0) + gained);
      }
      const limit = Math.log(alarm * Math.max(1, watched.length));
      return [...logs.values()].some((log) => log >= limit);
    },
    atEnd: () => 'released',
  };
}
