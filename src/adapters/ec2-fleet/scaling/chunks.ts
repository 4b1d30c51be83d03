/** So many servers are put into a group, or taken out of it, by one call. */
export const attachMax = 20;

/** A list in parts that fit one call each. */
export function chunksOf(ids: readonly string[], most: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, i) =>
    ids.slice(i * most, (i + 1) * most),
  );
}
