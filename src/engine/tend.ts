import type { Claim } from '../ports.ts';
import { sameFound, servingVersions } from '../release/adopt.ts';
import type { Line } from '../release/line.ts';
import { beforeCall, inReal, type Shop } from './shop.ts';

/** Work about a service as a whole is named after its line. */
const lineKey = /^line:(.+)$/;
/** While nobody said what is live, the servers are looked at this often (real ms). */
const whileUnknownMs = 30_000;

/** The service a piece of work is about, where it is about a whole one. */
export function serviceOf(key: string): string | null {
  return lineKey.exec(key)?.[1] ?? null;
}

/** World lane of a line: finds out what serves as long as nobody said what is live. */
export async function tend(shop: Shop, claim: Claim, service: string): Promise<number | null> {
  // A service that left davy.yml is nobody's business any more.
  if (Object.keys(shop.teams(service)).length === 0) return null;
  const line = await shop.ports.ledger.line(service);
  if (line.live) return null;
  await findWhatServes(shop, claim, line);
  return inReal(shop.ports.clock, whileUnknownMs);
}

async function findWhatServes(shop: Shop, claim: Claim, { service, found: before }: Line): Promise<void> {
  const { fleet, ledger, clock } = shop.ports;
  await beforeCall(shop, claim, 'see what serves');
  const versions = servingVersions(await fleet(service).observe(service));
  const found = await Promise.all(versions.map(async (one) => ({ ...one, registered: (await ledger.build(service, one.version)) !== null })));
  if (!sameFound(before, found)) await shop.tell({ service, release: null, claim }, { kind: 'fleet-seen', at: clock.now(), found });
}
