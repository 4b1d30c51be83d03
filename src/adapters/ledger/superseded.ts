import { Superseded } from '../../ports/errors.ts';
import type { Claim } from '../../ports/ledger.ts';

/** What a ledger says to work that was decided on an older state of its release. */
export function superseded(
  { key, lane }: Claim,
  decidedAt: number,
  recorded: number | null,
): Superseded {
  return new Superseded(
    `${lane} work for ${key} was decided at event ${decidedAt}, and ` +
      `${recorded === null ? 'nothing' : `event ${recorded}`} is the newest now`,
  );
}
