/** The word people most likely meant, if one is near enough to be worth asking about. */
export function nearest(said: string, known: readonly string[]): string | null {
  const scored = known.map((word) => ({ word, edits: edits(said.toLowerCase(), word.toLowerCase()) }));
  const best = scored.sort((a, b) => a.edits - b.edits)[0];
  return best && best.edits <= Math.max(1, Math.ceil(best.word.length / 3)) ? best.word : null;
}

/** Edits between two words; two swapped neighbours count once. Words are cut: nobody mistypes 64 letters. */
function edits(said: string, meant: string): number {
  const a = said.slice(0, 64).split('');
  const b = meant.slice(0, 64).split('');
  let before: number[] = [];
  let row = b.map((_, j) => j).concat(b.length);
  for (const [i, letter] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const swapped = letter === b[j - 1] && other === a[i - 1] ? (before[j - 1] ?? Infinity) + 1 : Infinity;
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1), swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
