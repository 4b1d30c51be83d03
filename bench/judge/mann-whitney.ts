import { type Peer, sumsOf } from './peer.ts';

/** As Kayenta's judge: 98 % confidence, 95 marks to pass, 75 not to fail, judged every hour. */
const confidence = 2.33;
const passes = 95;
const fails = 75;
const everyMs = 60 * 60_000;
const pieceMs = 60_000;

/** A change that is smaller than this is none, by its published rules. */
const tolerated = 0.25;

/** Ranks of what both sides show each minute: how large an error is hardly matters. */
export function mannWhitney(): Peer {
  const series = new Map<string, { readonly own: number[]; readonly old: number[] }>();
  let [judgedAt, from] = [0, -Infinity];
  return {
    rollsBack: (look) => {
      if (look.at - from < pieceMs) return false;
      from = look.at;
      const names = new Set(look.counts.map(({ signal }) => signal));
      for (const name of names) {
        if (!/^(errors|latency)/.test(name)) continue;
        const sum = sumsOf(look, (signal) => signal === name);
        if (!sum) continue;
        const one = series.get(name) ?? { own: [], old: [] };
        one.own.push(sum.bad / sum.all);
        one.old.push(sum.oldBad / sum.oldAll);
        series.set(name, one);
      }
      if (look.at - judgedAt < everyMs) return false;
      judgedAt = look.at;
      return markOf(series) < fails;
    },
    atEnd: () => {
      const mark = markOf(series);
      return mark >= passes ? 'released' : mark < fails ? 'rolled-back' : 'asks';
    },
  };
}

function markOf(series: ReadonlyMap<string, { own: number[]; old: number[] }>): number {
  const all = [...series.values()];
  if (all.length === 0) return 100;
  return (100 * all.filter(({ own, old }) => !isHigh(own, old)).length) / all.length;
}

/** Whether the build's values rank higher, and are higher by more than is tolerated. */
function isHigh(own: readonly number[], old: readonly number[]): boolean {
  const usual = meanOf(old);
  const shifted = old.map((value) => value + tolerated * usual);
  const sorted = [
    ...own.map((value) => ({ value, own: true })),
    ...shifted.map((value) => ({ value, own: false })),
  ];
  sorted.sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let i = 0; i < sorted.length;) {
    let end = i;
    while (end < sorted.length && sorted[end]?.value === sorted[i]?.value) end += 1;
    for (let at = i; at < end; at += 1) if (sorted[at]?.own) ranks += (i + 1 + end) / 2;
    i = end;
  }
  const [n, m] = [own.length, old.length];
  const u = ranks - (n * (n + 1)) / 2;
  const spread = Math.sqrt((n * m * (n + m + 1)) / 12);
  return spread > 0 && (u - (n * m) / 2) / spread > confidence;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}
