/** The word people most likely meant, if one is near enough to be worth asking about. */
export function nearest(said: string, known: readonly string[]): string | null {
  return near(said, known)[0] ?? null;
}

/**
 * The one or two words people most likely meant: a second one only when it is as near as the first.
 */
export function near(said: string, known: readonly string[]): readonly string[] {
  const scored = known
    .map((word) => ({ word, edits: edits(said.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const close = scored.filter((one) => one.edits <= Math.max(1, Math.ceil(one.word.length / 3)));
  return close
    .filter((one) => one.edits === close[0]?.edits)
    .slice(0, 2)
    .map(({ word }) => word);
}

/**
 * Edits between two words; two swapped neighbours count once. Words are cut: nobody mistypes 64
 * letters.
 */
function edits(said: string, meant: string): number {
  const a = said.slice(0, 64).split('');
  const b = meant.slice(0, 64).split('');
  let before: number[] = [];
  let row = b.map((_, j) => j).concat(b.length);
  for (const [i, letter] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const swapped =
        letter === b[j - 1] && other === a[i - 1] ? (before[j - 1] ?? Infinity) + 1 : Infinity;
      next.push(
        Math.min(
          (next[j] ?? 0) + 1,
          (row[j + 1] ?? 0) + 1,
          (row[j] ?? 0) + (letter === other ? 0 : 1),
          swapped,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
