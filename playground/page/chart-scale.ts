/** The numbers on the y axis: round ones, zero always among them, and whole ones for what is. */
export function ticks(values: readonly number[], wanted = 4): readonly number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const rough = (high - low || 1) / wanted;
  const step = values.every(Number.isInteger) ? wholeStep(rough) : roundStep(rough);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** A number as short as it can be said on an axis. */
export function short(value: number): string {
  if (Math.abs(value) >= 1_000_000) return `${trim(value / 1_000_000)}M`;
  return Math.abs(value) >= 10_000 ? `${trim(value / 1000)}K` : trim(value);
}

/**
 * Which labels fit under the axis side by side. First come those that say more than their number,
 * then the last one, then whatever has room between them.
 */
export function labelsShown(labels: readonly string[], width: number): ReadonlySet<number> {
  const widest = Math.max(...labels.map((label) => label.length)) * 7 + 14;
  const every = Math.max(1, Math.ceil((labels.length * widest) / Math.max(1, width)));
  const all = labels.map((_, index) => labels.length - 1 - index);
  const even = all.filter((index) => (labels.length - 1 - index) % every === 0);
  const shown = new Set<number>();
  for (const index of [...all.filter((one) => isMarked(labels[one] ?? '')), ...even])
    if ([...shown].every((other) => Math.abs(other - index) >= every)) shown.add(index);
  return shown;
}

/** `12 ①`: something happened at this place of the axis. */
export function isMarked(label: string): boolean {
  return /^\d+ \S/.test(label);
}

/** Nobody counts a quarter of a release. */
function wholeStep(rough: number): number {
  const step = roundStep(Math.max(1, rough));
  return Number.isInteger(step) ? step : 2 * step;
}

const trim = (value: number) => Number(value.toPrecision(3)).toLocaleString('en-US');

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 2.5 ? 2.5 : share <= 5 ? 5 : 10);
}
