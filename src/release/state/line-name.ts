/**
 * The name of a line. `board` is a product and its own line at once; `board@sandbox` is one more
 * line of `board`: another place where the same builds run, with servers, releases, lock and freeze
 * of its own.
 */
export type LineName = { readonly product: string; readonly place: string | null };

/** What a product is called. */
export const productPattern = /^[a-z][a-z0-9-]{0,39}$/;

/** What a further line of a product is called, behind its `@`. */
const placePattern = /^[a-z][a-z0-9-]{0,19}$/;

/** With `@` before them, Slack would call everybody. */
const callsEverybody: readonly string[] = ['here', 'channel', 'everyone', 'group'];

/** Whether a further line may be called so. */
export function isPlace(word: string): boolean {
  return placePattern.test(word) && !callsEverybody.includes(word);
}

/** Reads the name of a line at the door; null for what cannot be one. */
export function readLineName(said: string): LineName | null {
  const [product = '', place = null, ...more] = said.split('@');
  return productPattern.test(product) && more.length === 0 && (place === null || isPlace(place))
    ? { product, place }
    : null;
}

/** The written form of a line's name: what rows, keys, buttons and people hold. */
export function writeLineName({ product, place }: LineName): string {
  return place === null ? product : `${product}@${place}`;
}

/** Whose builds run on a line: the one place where the `@` of a stored name is read. */
export function productOf(line: string): string {
  const at = line.indexOf('@');
  return at === -1 ? line : line.slice(0, at);
}

/** Whether it is a product, and the line of that name. */
export function isProduct(line: string): boolean {
  return productOf(line) === line;
}

/** What a name reaches where all of a product is meant: a product its lines, a line itself. */
export function linesReachedBy(name: string, lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line === name || productOf(line) === name);
}

/** The other lines that run the same builds. */
export function siblingsOf(name: string, lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line !== name && productOf(line) === productOf(name));
}
