/** Virtual time: what is to happen, in order. Nothing here knows the time of day. */
export type Schedule = {
  readonly now: () => number;
  at(time: number, run: () => void): void;
  after(ms: number, run: () => void): void;
  /**
   * Runs what is due, letting all code that waits for it go on before the next thing happens. Ends
   * early when `enough` says so.
   */
  readonly run: (until: number, enough?: () => boolean) => Promise<void>;
  readonly events: () => number;
};

type Entry = { readonly time: number; readonly order: number; readonly run: () => void };

/** Where every history begins: a Friday morning. */
export const morning = Date.UTC(2026, 10, 20, 8);

export function makeSchedule(): Schedule {
  const heap: Entry[] = [];
  let now = morning;
  let order = 0;
  let done = 0;

  function push(entry: Entry): void {
    let child = heap.push(entry) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (before(heap[parent]!, entry)) break;
      heap[child] = heap[parent]!;
      child = parent;
    }
    heap[child] = entry;
  }

  function pop(): Entry {
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (before(last, heap[child]!)) break;
      heap[parent] = heap[child]!;
      parent = child;
    }
    heap[parent] = last;
    return first;
  }

  function at(time: number, run: () => void): void {
    push({ time: Math.max(now, Math.ceil(time)), order: order++, run });
  }

  return {
    now: () => now,
    at,
    after: (ms, run) => at(now + ms, run),
    events: () => done,
    async run(until, enough) {
      for (;;) {
        if (heap.length === 0 || heap[0]!.time > until || enough?.()) break;
        const entry = pop();
        now = entry.time;
        done += 1;
        entry.run();
        // Comes after everything that the entry set going and that waits for nothing from outside.
        await new Promise<void>((resolve) => {
          process.nextTick(resolve);
        });
      }
      now = Math.max(now, heap.length > 0 ? Math.min(until, heap[0]!.time) : until);
    },
  };
}

function before(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
