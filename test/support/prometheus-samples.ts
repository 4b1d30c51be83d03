/** One sample of the corpus: a series in the text format, its time in ms and its value as text. */
export type CorpusSample = { readonly series: string; readonly t: number; readonly value: string };

const stepMs = 15_000;
const steps = 80;

/**
 * Twenty minutes of a service with two versions: counters that reset, buckets, gauges with NaN and
 * Inf, a series that ends.
 */
export function corpus(startMs: number): readonly CorpusSample[] {
  const random = generator(7);
  const rows: CorpusSample[] = [];
  const totals = new Map<string, number>();
  const count = (series: string, by: number) => {
    totals.set(series, (totals.get(series) ?? 0) + by);
    return totals.get(series) ?? 0;
  };
  for (let at = 0; at < steps; at += 1) {
    // Off the grid, so that no sample lies exactly on the edge of a window.
    const t = startMs + at * stepMs + 123;
    const put = (series: string, value: number | string) =>
      rows.push({ series, t, value: String(value) });
    if (at === 40) totals.set('requests_total{instance="b:1",version="1.1",code="200"}', 0);
    for (const [instance, version] of [
      ['a:1', '1.0'],
      ['b:1', '1.1'],
      ['c:1', '1.1'],
    ] as const) {
      for (const [code, by] of [
        ['200', 50],
        ['500', version === '1.1' ? 5 : 1],
      ] as const) {
        const series = `requests_total{instance="${instance}",version="${version}",code="${code}"}`;
        put(series, count(series, Math.floor(random() * by)));
      }
      put(`users{instance="${instance}"}`, Math.floor(random() * 100));
      put(`build_info{instance="${instance}",version="${version}",arch="x"}`, 1);
      let below = 0;
      for (const [le, by] of [
        ['0.1', 5],
        ['0.5', 8],
        ['2', 3],
        ['+Inf', 1],
      ] as const) {
        below += Math.floor(random() * by);
        const series = `latency_bucket{instance="${instance}",version="${version}",le="${le}"}`;
        put(series, count(series, below));
      }
    }
    put('mood{of="board"}', at % 7 === 0 ? 'NaN' : at % 11 === 0 ? '+Inf' : Math.sin(at) * 1e-9);
    put('huge', 1e22 * (at + 1));
    put('below_zero', -at);
    put('silent_total', 0);
    if (at < 30) put('gone{of="board"}', at);
    if (at === 50) put('lonely_total', 7);
    if (at > 60) put('born_total', (at - 60) * 3);
  }
  return rows;
}

/**
 * The corpus as OpenMetrics, each series in one piece and in order of time, seconds with fractions.
 */
export function openMetrics(rows: readonly CorpusSample[]): string {
  const bySeries = Map.groupBy(rows, ({ series }) => series.replace(/\{.*/, ''));
  const lines = [...bySeries.values()]
    .flat()
    .map(({ series, t, value }) => `${series} ${value} ${t / 1000}`);
  return `${lines.join('\n')}\n# EOF\n`;
}

/** The corpus in the classic text format, times in ms. */
export function classicText(rows: readonly CorpusSample[]): string {
  return rows.map(({ series, t, value }) => `${series} ${value} ${t}`).join('\n');
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
