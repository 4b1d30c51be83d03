import { AwsFault } from './wire/fault.ts';

/** One page of a list, and where the next begins. */
export type Page<One> = { readonly items: readonly One[]; readonly next: string | undefined };

/** Cuts a page out of a list; a token is made of what it goes on after, so it cannot be guessed. */
export function pageOf<One>(
  all: readonly One[],
  size: number,
  token: string | undefined,
  refused: string,
): Page<One> {
  const from = token === undefined || token === '' ? 0 : placeOf(token, refused);
  const items = all.slice(from, from + size);
  const next = from + size < all.length ? tokenOf(from + size) : undefined;
  return { items, next };
}

function tokenOf(place: number): string {
  return Buffer.from(`page/${place}`).toString('base64url');
}

function placeOf(token: string, refused: string): number {
  const [, place] = /^page\/(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (place === undefined) throw new AwsFault(refused, 'The token is not valid.');
  return Number(place);
}
