/** What the balancer sent where while its weights stood as they are. */
export type Stage = {
  readonly atMs: number;
  readonly weights: Readonly<Record<string, number>>;
  /** Requests that each target took, and those that nobody could answer. */
  readonly requests: Record<string, number>;
  failed: number;
};

/** What a target took lately is counted over three seconds, in buckets of so long. */
const bucketMs = 100;
const bucketsKept = 30;
const stagesMax = 1_000;

/** The weights, and what became of them. */
export type Traffic = ReturnType<typeof newTraffic>;

/** Keeps the weights, and whose turn is next by them. */
export function newTraffic(first: ReadonlyMap<string, number> = new Map()) {
  let weights = new Map(first);
  const credits = new Map<string, number>();
  const book = newBook();
  if (weights.size > 0) book.begin(weights);
  return {
    book,
    weights: () => weights,
    weightOf: (id: string) => weights.get(id) ?? 0,
    creditOf: (id: string) => credits.get(id) ?? 0,
    credit: (id: string, by: number) => void credits.set(id, (credits.get(id) ?? 0) + by),
    /** The same weights again are nothing new. */
    weigh(next: ReadonlyMap<string, number>): void {
      const isSame =
        next.size === weights.size && [...next].every(([id, one]) => weights.get(id) === one);
      if (isSame) return;
      weights = new Map(next);
      credits.clear();
      book.begin(weights);
    },
    /** Opened again, it gets nothing before somebody says so. */
    forget(id: string): void {
      if (weights.delete(id)) book.begin(weights);
      credits.delete(id);
    },
  };
}

/** Counts every request at the door itself, so that nobody has to believe what was asked for. */
function newBook() {
  const underWay = new Map<string, number>();
  const recent = newRecent();
  const stages: Stage[] = [];
  return {
    stages,
    begin(weights: ReadonlyMap<string, number>): void {
      const shown = Object.fromEntries(weights);
      stages.push({ atMs: Date.now(), weights: shown, requests: {}, failed: 0 });
      if (stages.length > stagesMax) stages.shift();
    },
    /** A request goes there; answers what to call at its end: whether it was taken at all. */
    took(id: string): (isTaken: boolean) => void {
      const stage = stages.at(-1);
      if (stage) stage.requests[id] = (stage.requests[id] ?? 0) + 1;
      underWay.set(id, (underWay.get(id) ?? 0) + 1);
      recent.count(id);
      let isOver = false;
      return (isTaken) => {
        if (isOver) return;
        isOver = true;
        underWay.set(id, (underWay.get(id) ?? 0) - 1);
        if (!isTaken && stage) stage.requests[id] = (stage.requests[id] ?? 0) - 1;
      };
    },
    failed(): void {
      const stage = stages.at(-1);
      if (stage) stage.failed += 1;
    },
    underWay: (id: string) => underWay.get(id) ?? 0,
    lately: recent.of,
  };
}

/** Counts what each took of late, in buckets that grow old. */
function newRecent() {
  const counts = new Map<string, Map<number, number>>();
  const now = () => Math.floor(Date.now() / bucketMs);
  return {
    count: (id: string): void => {
      const buckets = counts.get(id) ?? new Map<number, number>();
      buckets.set(now(), (buckets.get(now()) ?? 0) + 1);
      for (const one of buckets.keys()) if (one <= now() - bucketsKept) buckets.delete(one);
      counts.set(id, buckets);
    },
    of: (id: string): number =>
      [...(counts.get(id) ?? [])].reduce(
        (sum, [bucket, n]) => (bucket > now() - bucketsKept ? sum + n : sum),
        0,
      ),
  };
}
