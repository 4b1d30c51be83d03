import type { Load } from './load.ts';

/** The last line of the benchmark. */
export type AckResult = {
  readonly bench: 'ack';
  readonly perSecond: number;
  readonly baselinePerSecond: number;
  readonly ratio: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly moving: number;
};

/** All rounds of both sides in one line. */
export function figuresOf(davy: readonly Load[], bolt: readonly Load[], moving: number): AckResult {
  const perSecond = rate(davy);
  const baselinePerSecond = rate(bolt);
  const times = davy.flatMap(({ acked }) => acked.map(({ ms }) => ms));
  return {
    bench: 'ack',
    perSecond: Math.round(perSecond),
    baselinePerSecond: Math.round(baselinePerSecond),
    ratio: rounded(perSecond / baselinePerSecond, 2),
    p50Ms: rounded(percentile(times, 0.5), 1),
    p99Ms: rounded(percentile(times, 0.99), 1),
    moving,
  };
}

/** Acknowledgements a second over all rounds. */
export function rate(loads: readonly Load[]): number {
  const acks = loads.reduce((sum, { acked }) => sum + acked.length, 0);
  const ms = loads.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  return ms === 0 ? 0 : (1_000 * acks) / ms;
}

/** The value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/**
 * What an acknowledgement promised and the inbox does not hold, and what the inbox holds that
 * nobody was promised.
 */
export function compared(
  acked: ReadonlySet<string>,
  stored: ReadonlySet<string>,
): { readonly lost: number; readonly invented: number } {
  const without = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].filter((trigger) => !other.has(trigger)).length;
  return { lost: without(acked, stored), invented: without(stored, acked) };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
