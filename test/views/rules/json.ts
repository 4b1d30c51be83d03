/** A block or a part of one, as it is sent. */
export type Json = { readonly [key: string]: unknown };

/** Every object in a value, from the outside in. */
export function flatten(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(flatten);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(flatten)];
}

/** The objects of one type. */
export function ofType(all: readonly Json[], type: string): readonly Json[] {
  return all.filter((one) => one['type'] === type);
}

/** A list inside an object; empty where there is none. */
export function listIn(one: Json, key: string): readonly Json[] {
  const list = one[key];
  return Array.isArray(list)
    ? list.filter((it): it is Json => typeof it === 'object' && it !== null)
    : [];
}

/** The words of a text, whether it stands alone or in an object. */
export function wordsOf(text: unknown): string {
  if (typeof text === 'string') return text;
  return typeof text === 'object' && text !== null && 'text' in text ? wordsOf(text.text) : '';
}

/** The beginning of something, to find it again. */
export function sketch(value: unknown): string {
  return JSON.stringify(value).slice(0, 90);
}
