/**
 * Words of somebody else, kept as they came: what a system outside said, or a sentence that an
 * earlier Davy stored where a value stands now. Whoever shows them changes nothing.
 */
export type Worded = { readonly kind: 'words'; readonly text: string };

/** Others worded it already. */
export function worded(text: string): Worded {
  return { kind: 'words', text };
}
