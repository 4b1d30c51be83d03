import { isOpen, type Release } from '../../../src/release/state/release.ts';
import { nextDeadline } from '../../../src/release/time-passed.ts';

/** What happens next, and to which release. */
type Due = {
  at: number;
  what: 'time passes' | 'look' | 'measure' | 'thaw';
  id: string;
};

/** The releases of one history, and when something happens to each of them next. */
export function makeAgenda() {
  const releases = new Map<string, Release>();
  let open: readonly Release[] = [];
  const deadlines = new Map<string, number | null>();
  const looks = new Map<string, number>();
  const measures = new Map<string, number>();
  /** A deadline that had no effect is not tried again before. */
  const triedAgain = new Map<string, number>();

  return {
    releases,
    /** Those that are not over, in the order they began. */
    open: () => open,
    isOpen: (id: string) => open.some((release) => release.id === id),
    keep(release: Release): void {
      releases.set(release.id, release);
      open = [...releases.values()].filter(isOpen);
      deadlines.set(release.id, nextDeadline(release));
    },
    deadlineOf: (id: string) => deadlines.get(id) ?? null,
    tryAgain: (id: string, at: number) => void triedAgain.set(id, at),
    lookAt: (id: string, at: number) => void looks.set(id, at),
    measureAt: (id: string, at: number) => void measures.set(id, at),
    /** Whatever is due first; never, where nothing is. */
    next(now: number, thawsAt: number | null): Due {
      const first: Due = { at: Number.POSITIVE_INFINITY, what: 'thaw', id: '' };
      const offer = (at: number, what: Due['what'], id: string) => {
        if (at >= first.at) return;
        first.at = at;
        first.what = what;
        first.id = id;
      };
      for (const { id } of open) {
        const deadline = deadlines.get(id) ?? null;
        if (deadline !== null)
          offer(Math.max(deadline, triedAgain.get(id) ?? now), 'time passes', id);
        offer(looks.get(id) ?? now, 'look', id);
        offer(measures.get(id) ?? now, 'measure', id);
      }
      if (thawsAt !== null) offer(Math.max(thawsAt, now), 'thaw', '');
      return first;
    },
  };
}
