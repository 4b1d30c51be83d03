import type { JudgedLook, JudgedSide } from './counted.ts';

/** Since when each server has had users or been restarted; a server that is warm is not in it. */
export type Warming = readonly { readonly key: string; readonly since: number }[];

/** Takes in the servers that have users for the first time, and those that were restarted. */
export function warmingAfter(
  warming: Warming,
  fresh: readonly string[],
  { at, restarted }: JudgedLook,
  warmUpMs: number,
): Warming {
  const still = warming.filter(({ since }) => at - since < warmUpMs);
  const started = [...fresh, ...restarted.map(({ side, server }) => keyOf(side, server))];
  if (started.length === 0) return still;
  return [
    ...still.filter(({ key }) => !started.includes(key)),
    ...started.map((key) => ({ key, since: at })),
  ];
}

/** Every server that had requests in a look, by its key. */
export function serversWithUsers({ counts }: JudgedLook): readonly string[] {
  const found = { new: new Set<string>(), old: new Set<string>(), fresh: new Set<string>() };
  for (const { side, server, all } of counts) if (all !== null && all > 0) found[side].add(server);
  const of = (side: JudgedSide) => [...found[side]].map((server) => keyOf(side, server));
  return [...of('new'), ...of('old'), ...of('fresh')];
}

/** One server of one side, as one word. */
export function keyOf(side: JudgedSide, server: string): string {
  return `${side}:${server}`;
}
