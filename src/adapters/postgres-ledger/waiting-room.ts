import type { Lane } from '../../release/state/decision.ts';
import type { FreeWorker } from '../../ports/work.ts';

/** A worker that waited so long ago is believed to be there still: it looks at what it was told. */
const presentMs = 2_000;

/**
 * Where the workers of this process wait. Whoever waits is woken by the next word; one that came
 * while nobody waited counts once.
 */
export function waitingRoom(now: () => number = () => performance.now()) {
  let heard = false;
  let here: { readonly lanes: readonly Lane[]; readonly until: number } | null = null;
  const waiting = new Set<() => void>();
  return {
    tell: () => {
      heard = waiting.size === 0;
      for (const wake of waiting) wake();
    },
    /** Whether a worker of this process has a free place for such work, and will look for it. */
    isTaken: (lane: Lane): boolean =>
      here !== null && now() < here.until && here.lanes.includes(lane),
    untilTold: (timeoutMs: number, worker?: FreeWorker): Promise<void> => {
      if (worker) here = { lanes: worker.lanes, until: now() + timeoutMs + presentMs };
      if (heard || worker?.enough.aborted === true) {
        heard = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          worker?.enough.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        waiting.add(wake);
        worker?.enough.addEventListener('abort', wake);
      });
    },
  };
}
