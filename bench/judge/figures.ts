import { type Lived, peers } from './corpus.ts';
import { quantile } from './detection.ts';
import type { NullLived } from './nulls.ts';
import type { Judged } from './soaks.ts';

/** From so many requests a minute on, few builds may be asked about. */
const enough = 100;

/** One row of the table: what a judge made of the same soaks. */
export type JudgeFigures = {
  readonly judge: string;
  readonly healthy: Shares;
  readonly badReleased: number;
  readonly bad: number;
  readonly detection: { readonly median: number | null; readonly most95: number | null };
};

type Shares = { readonly released: number; readonly rolledBack: number; readonly asks: number };

/** The row of each judge. */
export function rowsOf(healthy: readonly Lived[], bad: readonly Lived[]): readonly JudgeFigures[] {
  const judges = ['Davy', ...Object.keys(peers)];
  const beyond = bad.filter((one) => one.beyond);
  return judges.map((judge, index) => {
    const by = (one: Lived) => (index === 0 ? one.davy : one.peers[index - 1]) ?? one.davy;
    const times = beyond.flatMap((one) => {
      const { backAt, pagedAt } = by(one);
      return backAt === null ? [] : [Math.max(0, (pagedAt ?? backAt) - one.from)];
    });
    return {
      judge,
      healthy: sharesOf(healthy.map(by)),
      badReleased: beyond.filter((one) => by(one).ending === 'released').length,
      bad: beyond.length,
      detection: { median: quantile(times, 0.5), most95: quantile(times, 0.95) },
    };
  });
}

/** How healthy builds end by their traffic. */
export function byTraffic(healthy: readonly Lived[]) {
  const davy = (wanted: (one: Lived) => boolean) =>
    sharesOf(healthy.filter(wanted).map((one) => one.davy));
  return {
    enough: davy(({ perMinute }) => perMinute >= enough),
    fewer: davy(({ perMinute }) => perMinute < enough),
  };
}

/** How Davy ends the bad ones, by kind. */
export function byKind(bad: readonly Lived[]): Readonly<Record<string, object>> {
  const kinds = Map.groupBy(bad, ({ kind, beyond }) => (beyond ? kind : `${kind} (tolerated)`));
  return Object.fromEntries(
    [...kinds].map(([kind, soaks]) => [kind, countsOf(soaks.map((one) => one.davy))]),
  );
}

/** The share of soaks without a fault in which people were called, and Davy acted. */
export function alarmsOf(nulls: readonly NullLived[]) {
  const names = Map.groupBy(nulls, ({ name }) => name);
  return {
    soaks: nulls.length,
    paged: share(nulls, ({ paged }) => paged),
    back: share(nulls, ({ back }) => back),
    pagedBy: Object.fromEntries(
      [...names].map(([name, soaks]) => [name, share(soaks, ({ paged }) => paged)]),
    ),
    backBy: Object.fromEntries(
      [...names].map(([name, soaks]) => [name, share(soaks, ({ back }) => back)]),
    ),
  };
}

function sharesOf(judged: readonly Judged[]): Shares {
  return {
    released: share(judged, ({ ending }) => ending === 'released'),
    rolledBack: share(judged, ({ ending }) => ending === 'rolled-back'),
    asks: share(judged, ({ ending }) => ending === 'asks'),
  };
}

function countsOf(judged: readonly Judged[]) {
  const of = (wanted: Judged['ending']) => judged.filter(({ ending }) => ending === wanted).length;
  return { released: of('released'), rolledBack: of('rolled-back'), asks: of('asks') };
}

/** To four places. */
function share<One>(all: readonly One[], wanted: (one: One) => boolean): number {
  if (all.length === 0) return 0;
  return Math.round((10_000 * all.filter(wanted).length) / all.length) / 10_000;
}
