import { palette } from './palette.ts';

/** Who is drawing: a name for the others to see, and a colour of their own. */
export type Visitor = { readonly id: string; readonly name: string; readonly color: string };

/** Makes a visitor of an id; null when the id is none. */
export function visitorOf(id: string | null): Visitor | null {
  if (id === null || !/^[\w-]{1,64}$/.test(id)) return null;
  const sum = Array.from(id).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return { id, name: `Guest ${id.slice(-4)}`, color: palette[sum % palette.length] ?? palette[0] };
}
