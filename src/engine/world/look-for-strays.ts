import type { Clock } from '../../ports/clock.ts';
import type { Fleet, Stray } from '../../ports/fleet.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { orNull } from '../../ports/or-null.ts';
import { keptBecause } from '../../release/line/stray-looks.ts';
import { leftBehind } from '../../release/servers/came-back.ts';
import type { Line } from '../../release/state/line.ts';
import type { Release } from '../../release/state/release.ts';
import type { Server } from '../../release/state/servers.ts';
import type { StrayServer } from '../../release/state/strays.ts';
import type { Service } from '../../service/service.ts';
import { inReal, realNow } from '../worker-context.ts';

type Means = {
  readonly ledger: Pick<Ledger, 'line' | 'open' | 'release'>;
  readonly clock: Clock;
  readonly fleet: (service: string) => Pick<Fleet, 'observe' | 'strays'>;
};

/** What a look of the whole fleet showed; null each where it did not answer. */
export type LookBehind = {
  readonly servers: readonly Server[] | null;
  readonly strays: readonly Stray[] | null;
};

/** Looks at what serves and at what is forgotten; a disk alone serves nobody. */
export async function lookBehind(
  fleet: Pick<Fleet, 'observe' | 'strays'>,
  service: string,
): Promise<LookBehind> {
  const [servers, strays] = await Promise.all([
    orNull(async () => (await fleet.observe(service)).servers),
    orNull(async () => (await fleet.strays(service)).filter(({ kind }) => kind === 'server')),
  ]);
  return { servers, strays };
}

/** Servers of one release that no open one stands for. */
export type StraysOfRelease = {
  readonly release: string;
  readonly version: string;
  readonly endedAt: number | null;
  readonly servers: readonly StrayServer[];
};

/**
 * Whom people are to be asked about, release by release. Null where a look could not tell: then
 * nobody is thought to be nobody's, nor gone.
 */
export async function straysIn(
  { ledger, clock }: Omit<Means, 'fleet'>,
  line: Line,
  open: readonly Release[],
  { servers, strays }: LookBehind,
  { plan }: Pick<Service, 'plan'>,
): Promise<readonly StraysOfRelease[] | null> {
  if (!servers || !strays || servers.some(({ state }) => state === 'unknown')) return null;
  const left = leftBehind(line, open, servers, strays);
  if (left === null) return null;
  const { ways } = plan();
  const all: StraysOfRelease[] = [];
  for (const [id, there] of left) {
    const its = strays.filter((stray) => there.some((one) => one.id === stray.id));
    const [first] = its;
    if (first === undefined) continue;
    const endedAt = endOf(line, await ledger.release(id));
    all.push({
      release: id,
      version: first.version,
      endedAt,
      servers: its
        .map((stray) => ({
          id: stray.id,
          since: Math.max(endedAt ?? 0, inReal(clock, stray.since - realNow(clock))),
          costPerHour: stray.costPerHour,
          kept: keptBecause(
            servers.find((one) => one.id === stray.id),
            ways,
          ),
        }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    });
  }
  return all;
}

/** When a release of this line ended; null of any other, and of one that nobody knows. */
function endOf({ service }: Line, release: Release | null): number | null {
  if (release?.service !== service) return null;
  return 'at' in release.phase ? release.phase.at : null;
}

/** All servers of a line that no open release stands for, looked for now; null: nobody can tell. */
export async function straysNow(
  means: Means,
  service: Service,
): Promise<readonly StrayServer[] | null> {
  const { name } = service;
  const [look, line, open] = await Promise.all([
    lookBehind(means.fleet(name), name),
    means.ledger.line(name),
    means.ledger.open(name),
  ]);
  const all = await straysIn(means, line, open, look, service);
  return all?.flatMap(({ servers }) => servers) ?? null;
}
