/**
 * The arithmetic of a soak once more, from nothing but its file of lines and docs/judgement.md: no
 * line of it is Davy's. Products instead of logarithms, so it is for soaks of tests.
 */
type Count = { side: string; server: string; signal: string; bad: number | null; all: number };
type Line = Partial<Count> & { time?: number; edge?: number; rule?: Rule; event?: string };
type Measure = {
  signal: string;
  spread: number;
  bunching: number;
  limit: number;
  floor: number | null;
};
type Rule = { options: { soakMs: number; warmUpMs: number }; ruler: { measures: Measure[] } };

const worse = { 1.25: 0.1, 1.6: 0.27, 2.2: 0.27, 3.5: 0.2, 8: 0.1, 30: 0.06 };
const better = { 0.9: 0.08, 0.8: 0.15, 0.65: 0.3, 0.5: 0.3, 0.3: 0.12, 0.1: 0.05 };
const pairs = (shares: object) =>
  Object.entries(shares).map(([times, share]) => [Number(times), Number(share)] as const);

/** Of each signal: how rarely chance does it, and how far the proof has come (1 is proven). */
export function judgeAgain(text: string): Record<string, { onceIn: number; proven: number }> {
  const lines = text
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line));
  const rule = lines.find((line) => line.rule)?.rule;
  if (!rule) throw new Error('by which rule?');
  const found: Record<string, ReturnType<typeof begin>> = {};
  const since: Record<string, number> = {};
  let last: number | null = null;
  for (const [time, look] of Map.groupBy(
    lines.filter((line) => line.time !== undefined),
    (line) => line.time ?? 0,
  )) {
    const counts = look.flatMap((line): Count[] => {
      const { side, server, signal, edge, bad = null, all } = line;
      if (line.event || side === undefined || server === undefined || !signal) return [];
      return [
        {
          side,
          server,
          signal: edge === undefined ? signal : `${signal}:${edge}`,
          bad,
          all: all ?? 0,
        },
      ];
    });
    const keyOf = ({ side, server }: Count) => `${side} ${server}`;
    for (const one of counts)
      if (last === null && one.side === 'old') since[keyOf(one)] ??= -Infinity;
      else if (one.all > 0 && one.server !== 'before') since[keyOf(one)] ??= time;
    const cold = (one: Count) =>
      (time - (since[keyOf(one)] ?? -Infinity)) * 1_000 < rule.options.warmUpMs;
    const begins = 1 - Math.exp((-(time - (last ?? time)) * 1_000) / rule.options.soakMs);
    last = time;
    for (const [signal, ofSignal] of Map.groupBy(counts, (one) => one.signal)) {
      const both = ['new', 'old'].every((side) => ofSignal.some((one) => one.side === side));
      if (!both || ofSignal.some(({ bad }) => bad === null)) continue;
      const measure =
        rule.ruler.measures.find((one) => one.signal === signal) ?? unlearned(signal, rule);
      const weighed = ofSignal.filter((one) => !signal.startsWith('latency') || !cold(one));
      const old = weighed.filter(({ side }) => side === 'old');
      const own = weighed.filter(({ side }) => side === 'new');
      add((found[signal] ??= begin()), measure, own, old, begins);
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([signal, { bets, unspent, proofs, floors }]) => {
      const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);
      const proof = Math.max(sum(proofs), sum(floors) / 2);
      const proven = Math.min(1, Math.max(0, Math.log(proof) / Math.log(30)));
      return [signal, { onceIn: Math.min(1e9, Math.max(1, sum(bets) + unspent)), proven }];
    }),
  );
}

function begin() {
  const shares = pairs(better).map(([, share]) => share);
  return { bets: pairs(worse).map(([, w]) => w / 2), unspent: 0.5, proofs: shares, floors: shares };
}

function unlearned(signal: string, { options }: Rule): Measure {
  const said = options as Rule['options'] & {
    errorsWorseBy: number;
    errorsFloor: number;
    slowerBy: number;
  };
  const isSlow = signal.startsWith('latency');
  const limit = isSlow ? 1 + 2 * said.slowerBy : 1 + said.errorsWorseBy;
  return { signal, spread: 0.15, bunching: 1.5, limit, floor: isSlow ? null : said.errorsFloor };
}

function add(to: ReturnType<typeof begin>, m: Measure, own: Count[], old: Count[], begins: number) {
  const sum = (all: Count[], of: 'bad' | 'all') => all.reduce((a, one) => a + (one[of] ?? 0), 0);
  const [x, a, y, b] = [sum(own, 'bad'), sum(own, 'all'), sum(old, 'bad'), sum(old, 'all')];
  // One old server's burst counts for no more than its neighbours make likely.
  const usual = (one: Count) =>
    b > one.all ? (one.all * (y - (one.bad ?? 0))) / (b - one.all) : (one.bad ?? 0);
  const cut =
    old.length < 3
      ? y
      : old.reduce(
          (all, one) => all + Math.min(one.bad ?? 0, 2 + 2 * m.bunching + 4 * usual(one)),
          0,
        );
  const luck = m.spread * Math.sqrt(1 / Math.max(1, own.length) + 1 / Math.max(1, old.length));
  // Of all bad events each fell on the build with the chance r·a / (r·a + b).
  const chance = (r: number) => (r * a) / (r * a + b);
  const likelier = (r: number, than: number) => {
    if (!(a > 0 && b > 0)) return 1;
    const onBuild = x * Math.log(chance(r) / chance(than));
    const beside = cut * Math.log((1 - chance(r)) / (1 - chance(than)));
    return Math.exp((onBuild + beside) / m.bunching);
  };
  const [r0, r1] = [1.05 * Math.exp(1.5 * luck), m.limit * Math.exp(-1.5 * luck)];
  const spent = to.unspent * begins;
  to.bets = pairs(worse).map(([times, share], i) => {
    return ((to.bets[i] ?? 0) + share * spent) * Math.min(Math.exp(4), likelier(r0 * times, r0));
  });
  to.unspent -= spent;
  to.proofs = pairs(better).map(([part], i) => (to.proofs[i] ?? 0) * likelier(r1 * part, r1));
  to.floors = pairs(better).map(([part], i) => {
    const log = x * Math.log(part) + (1 - part) * (m.floor ?? 0) * a;
    return (to.floors[i] ?? 0) * (m.floor === null ? 1 : Math.exp(log / m.bunching));
  });
}
