import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { lineKey } from '../release/state/keys.ts';
import type { Release } from '../release/state/release.ts';

/**
 * While Davy slept, messages may have been edited, deleted or left half posted. Services are asked
 * for one after the other: two thousand questions at once would wait for each other's connections
 * until they fail.
 */
export async function redrawAll(
  services: readonly string[],
  ledger: Pick<Ledger, 'open' | 'wake'>,
  clock: Clock,
): Promise<void> {
  const open: Release[] = [];
  for (const service of services) open.push(...(await ledger.open(service)));
  const lines = services.flatMap((service) =>
    (['world', 'slack'] as const).map((lane) => ({
      key: lineKey(service),
      lane,
      dueAt: clock.now(),
    })),
  );
  await ledger.wake([
    ...lines,
    // Deadlines too: what an older Davy stored may have some that it did not know of.
    ...open.flatMap(({ id }) =>
      (['slack', 'clock'] as const).map((lane) => ({ key: id, lane, dueAt: clock.now() })),
    ),
  ]);
}
