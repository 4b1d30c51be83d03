import type { Claim } from '../ports/ledger.ts';
import type { Owned, Room } from '../ports/work.ts';
import { type Lane, lanes } from '../release/state/decision.ts';

type InHand = Pick<Claim, 'lane'> & Owned;

/**
 * How much work of one lane one process does at once; no lane takes another's places. Work on the
 * world waits for fleets and costs nothing meanwhile; the vendors of the other lanes are shared by
 * all services, and take only so much.
 */
const atOnce: Readonly<Record<Lane, number>> = {
  world: 48,
  watch: 16,
  page: 16,
  clock: 8,
  slack: 8,
  tickets: 4,
  jobs: 8,
  deploys: 4,
  news: 4,
};
/** Of each lane's places these are kept for work that users wait for. */
const keptShare = 1 / 4;
/** Of the others no service has more, whatever hangs there. */
const serviceShare = 1 / 2;

/**
 * The places of one process: who may have one, and who has. A service whose vendors hang takes its
 * own share and no more, and a rollback finds a place whatever else hangs.
 */
export function emptyPlaces() {
  const inHand = new Set<InHand>();
  const taken = (lane: Lane) => [...inHand].filter((one) => one.lane === lane);
  return {
    /** What may be taken now: lanes of which anything is, and what else goes or does not. */
    free(): { readonly lanes: readonly Lane[]; readonly room: Room } {
      const shared = (lane: Lane) => Math.ceil(atOnce[lane] * (1 - keptShare));
      return {
        lanes: lanes.filter((lane) => taken(lane).length < shared(lane)),
        room: {
          urgent: lanes.filter((lane) => taken(lane).length < atOnce[lane]),
          full: lanes.flatMap((lane) =>
            withMany(taken(lane), Math.ceil(shared(lane) * serviceShare)).map((service) => ({
              lane,
              service,
            })),
          ),
        },
      };
    },
    /** Takes a place; what comes back gives it back. */
    take({ lane, service }: InHand): () => void {
      const one = { lane, service };
      inHand.add(one);
      return () => void inHand.delete(one);
    },
  };
}

/** Services that have so many places or more. */
function withMany(inHand: readonly InHand[], most: number): readonly string[] {
  const count = new Map<string, number>();
  for (const { service } of inHand)
    if (service !== null) count.set(service, (count.get(service) ?? 0) + 1);
  return [...count].flatMap(([service, has]) => (has >= most ? [service] : []));
}
