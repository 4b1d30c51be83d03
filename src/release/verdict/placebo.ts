import type { JudgedLook, JudgedSide } from './counted.ts';

/**
 * Which old servers of a soak are played as canaries: those that had requests in its first looks
 * (the very first counts nothing yet), not more than `most` and evenly spread by name. One that
 * would be alone is not compared.
 */
export function placebosIn(first: readonly JudgedLook[], most: number): readonly string[] {
  const counts = first.flatMap((look) => look.counts);
  const busy = counts.filter(({ side, all }) => side === 'old' && all !== null && all > 0);
  const names = [...new Set(busy.map(({ server }) => server))].sort();
  if (names.length < 2) return [];
  const wanted = Math.min(most, names.length);
  return Array.from({ length: wanted }, (_, index) =>
    names.at(Math.floor((index * names.length) / wanted)),
  ).filter((name) => name !== undefined);
}

/**
 * A look at one old server as if it were the canary, beside the other old ones; what was read of
 * the real one is left out. Who met errors and how many users there were is not known by server.
 */
export function asCanary(look: JudgedLook, server: string): JudgedLook {
  const among = <Of extends { readonly side: JudgedSide; readonly server: string }>(
    all: readonly Of[],
  ) =>
    all
      .filter(({ side }) => side !== 'new')
      .map((one) => (one.side === 'old' && one.server === server ? asNew(one) : one));
  return {
    ...look,
    counts: among(look.counts),
    restarted: among(look.restarted),
    memory: among(look.memory),
    people: [],
    users: [],
  };
}

function asNew<Of extends { readonly side: JudgedSide }>(one: Of) {
  return { ...one, side: 'new' as const };
}
