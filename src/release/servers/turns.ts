/** Of several things that do not take effect, each is tried for so long. */
const turnMs = 5_000;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Those whose turn it is come first, so that nothing that takes no effect starves the others, and
 * nobody has to remember what was tried. Multiples of the golden ratio fall evenly between 0 and 1,
 * also if only each n-th is looked at: each comes to its turn at whatever rhythm looks are taken.
 */
export function byTurns<T>(all: readonly T[], sinceMs: number): readonly T[] {
  const turn = (Math.max(0, Math.floor(sinceMs / turnMs)) * golden) % 1;
  const first = Math.floor(turn * all.length);
  return [...all.slice(first), ...all.slice(0, first)];
}
