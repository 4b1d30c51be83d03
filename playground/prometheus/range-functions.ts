import type { Sample } from './series.ts';

/** A window of samples: those of [start, end], both in ms. */
export type Window = {
  readonly samples: readonly Sample[];
  readonly startMs: number;
  readonly endMs: number;
};

/** What each function over a range makes of one series' window; undefined for too few samples. */
export const rangeFunctions: Readonly<Record<string, (window: Window) => number | undefined>> = {
  rate: (window) => extrapolated(window, { counter: true, perSecond: true }),
  increase: (window) => extrapolated(window, { counter: true, perSecond: false }),
  delta: (window) => extrapolated(window, { counter: false, perSecond: false }),
  irate,
  avg_over_time: ({ samples }) => samples.reduce((sum, { v }) => sum + v, 0) / samples.length,
  sum_over_time: ({ samples }) => samples.reduce((sum, { v }) => sum + v, 0),
  count_over_time: ({ samples }) => samples.length,
  min_over_time: ({ samples }) =>
    samples.reduce((least, { v }) => (v < least || Number.isNaN(least) ? v : least), Number.NaN),
  max_over_time: ({ samples }) =>
    samples.reduce((most, { v }) => (v > most || Number.isNaN(most) ? v : most), Number.NaN),
  last_over_time: ({ samples }) => samples.at(-1)?.v,
};

/**
 * The change over a window, stretched to its edges as Prometheus does; a counter that falls has
 * been reset.
 */
function extrapolated(
  { samples, startMs, endMs }: Window,
  how: { counter: boolean; perSecond: boolean },
): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || samples.length < 2) return undefined;
  const change = last.v - first.v + (how.counter ? lostInResets(samples) : 0);
  const sampled = (last.t - first.t) / 1000;
  const between = sampled / (samples.length - 1);
  const toZero =
    how.counter && change > 0 && first.v >= 0 ? sampled * (first.v / change) : Infinity;
  const toStart = Math.min((first.t - startMs) / 1000, toZero);
  const toEnd = (endMs - last.t) / 1000;
  const stretched = sampled + edge(toStart, between) + edge(toEnd, between);
  const factor = stretched / sampled / (how.perSecond ? (endMs - startMs) / 1000 : 1);
  return change * factor;
}

/** Near an edge the trend goes on to it; further away, for half a step. */
function edge(distance: number, between: number): number {
  return distance < between * 1.1 ? distance : between / 2;
}

function lostInResets(samples: readonly Sample[]): number {
  let lost = 0;
  samples.forEach(({ v }, at) => {
    const before = samples[at - 1]?.v ?? v;
    if (v < before) lost += before;
  });
  return lost;
}

function irate({ samples }: Window): number | undefined {
  const [before, last] = [samples.at(-2), samples.at(-1)];
  if (before === undefined || last === undefined) return undefined;
  return (last.v < before.v ? last.v : last.v - before.v) / ((last.t - before.t) / 1000);
}
