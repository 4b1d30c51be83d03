import type { Matcher } from './syntax.ts';

export type Labels = Readonly<Record<string, string>>;

/** One value at one time (ms). A stale sample says that the series has ended. */
export type Sample = { readonly t: number; readonly v: number; readonly stale?: true };

type Series = { readonly labels: Labels; readonly samples: readonly Sample[] };

/** Samples of all series, as long as they are kept. */
export type SeriesStore = {
  readonly append: (labels: Labels, sample: Sample) => void;
  readonly select: (matchers: readonly Matcher[]) => readonly Series[];
};

/** Keeps samples in memory for the retention; older ones are forgotten as new ones come. */
export function newSeriesStore(retentionMs: number): SeriesStore {
  const kept = new Map<string, { readonly labels: Labels; samples: Sample[] }>();
  const append = (labels: Labels, sample: Sample) => {
    const key = labelKey(labels);
    const found = kept.get(key) ?? { labels, samples: [] };
    kept.set(key, found);
    const last = found.samples.at(-1);
    if (last !== undefined && last.t >= sample.t) return;
    found.samples.push(sample);
    const oldest = sample.t - retentionMs;
    if ((found.samples[0]?.t ?? oldest) < oldest - 60_000)
      found.samples = found.samples.filter(({ t }) => t >= oldest);
  };
  const select = (matchers: readonly Matcher[]) => {
    const tests = matchers.map(testOf);
    return [...kept.values()].filter(({ labels }) => tests.every((test) => test(labels)));
  };
  return { append, select };
}

/** One text per set of labels, whatever their order. */
export function labelKey(labels: Labels): string {
  return JSON.stringify(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function testOf({ name, op, value }: Matcher): (labels: Labels) => boolean {
  if (op === '=') return (labels) => (labels[name] ?? '') === value;
  if (op === '!=') return (labels) => (labels[name] ?? '') !== value;
  const pattern = new RegExp(`^(?:${value})$`, 's');
  return (labels) => pattern.test(labels[name] ?? '') === (op === '=~');
}
