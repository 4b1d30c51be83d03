import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Store } from './set-up.ts';

const Lent = z.object({
  key: z.string(),
  lane: z.string(),
  fence: z.coerce.number(),
  until: z.number(),
});
type Lent = z.infer<typeof Lent>;

const lent = `select key, lane, fence, extract(epoch from leased_until)::float8 as until
  from wakes where leased_until is not null`;

/** Work that is alive is renewed every 2 s: what stands still for longer has lost its holder. */
const aliveMs = 2_600;
const patienceMs = 60_000;

/** How long work of a replica that is gone lay, from then until somebody else had it. */
export type TakenOver = { readonly what: string; readonly ms: number };

/** Looks which work was stranded `since`, and waits until others have taken all of it. */
export async function takenOver(store: Store, since: number): Promise<readonly TakenOver[]> {
  const before = await store.ask(lent, Lent);
  await sleep(Math.max(0, since + aliveMs - Date.now()));
  let left = standing(before, await store.ask(lent, Lent));
  const taken: TakenOver[] = [];
  while (left.length > 0 && Date.now() - since < patienceMs) {
    const now = await store.ask(lent, Lent);
    const ms = Date.now() - since;
    const still = standing(left, now);
    for (const one of left)
      if (!still.includes(one)) taken.push({ what: `${one.lane} ${one.key}`, ms });
    left = still;
    await sleep(50);
  }
  return [...taken, ...left.map(({ lane, key }) => ({ what: `${lane} ${key}`, ms: Infinity }))];
}

function standing(before: readonly Lent[], now: readonly Lent[]): readonly Lent[] {
  return before.filter((one) =>
    now.some(
      ({ key, lane, fence, until }) =>
        key === one.key && lane === one.lane && fence === one.fence && until === one.until,
    ),
  );
}
