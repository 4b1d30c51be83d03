import { type Box, isLeaving } from './cloud.ts';
import type { Call, Oracle } from './oracle.ts';

/** Whatever was switched is back within this after its release ended. */
const backWithinMs = 10 * 60_000;

type Switch = 'protection' | 'door';

/** What a release switched on a server that it did not make, and when. */
type Switched = { readonly box: Box; readonly what: Switch; readonly by: string };

/**
 * What Davy switches on servers it did not make is lent: protection that is off and doors that are
 * closed are back soon after its release ended, however it ended, or the server is gone.
 */
export function watchSwitches(oracle: Oracle) {
  const open = new Map<string, Switched>();

  /** Just after a call was carried out. */
  function performed({ kind, ids, claim }: Call): void {
    const one = oracle.known.get(claim?.key ?? '');
    for (const id of ids) {
      const box = oracle.world.cloud.boxes.find((other) => other.id === id);
      // What was kept as a spare is nobody's, and whoever takes it begins anew.
      if (kind === 'protect' || kind === 'retire') open.delete(`${id} protection`);
      if (kind === 'admit' || kind === 'retire') open.delete(`${id} door`);
      const what = kind === 'unprotect' ? 'protection' : kind === 'close' ? 'door' : null;
      if (!box || !one || what === null || box.release === one.release.id) continue;
      open.set(`${id} ${what}`, { box, what, by: one.release.id });
    }
  }

  /** Those that are still as somebody left them whose release is over. */
  function left(): readonly (Switched & { readonly endedAt: number })[] {
    return [...open.values()].flatMap((one) => {
      const endedAt = oracle.known.get(one.by)?.endedAt ?? null;
      return endedAt === null || isLeaving(one.box) || isLent(one) ? [] : [{ ...one, endedAt }];
    });
  }

  /** Whose doors a person may have meant to leave as they are is theirs to open. */
  function isLent({ by, what }: Switched): boolean {
    const phase = oracle.known.get(by)?.release.phase;
    const because = phase && 'because' in phase ? phase.because : null;
    const byHand = because?.kind === 'said' && because.act === 'finished-by-hand';
    return byHand && what === 'door';
  }

  function check(isExcused: (since: number) => boolean): void {
    for (const { box, what, by, endedAt } of left()) {
      if (oracle.now() - endedAt < backWithinMs || isExcused(endedAt)) continue;
      open.delete(`${box.id} ${what}`);
      oracle.broken(23, `the ${what} of ${box.id} is as ${by} left it when it ended`);
    }
  }

  return { performed, check, isWaiting: () => left().length > 0 };
}
